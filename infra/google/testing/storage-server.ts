import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CRC32C } from '@google-cloud/storage';
import type { storage_v1 as v1 } from '@googleapis/storage';
import { readMultipart } from './multipart';

/** `storage#object`, by the types that Google publishes for its API. */
type ObjectResource = v1.Schema$Object;
type Given = { readonly [K in keyof ObjectResource]: NonNullable<ObjectResource[K]> };
type GetParameter = keyof v1.Params$Resource$Objects$Get;
type InsertParameter = keyof v1.Params$Resource$Objects$Insert;
type ListParameter = keyof v1.Params$Resource$Objects$List;
type PatchParameter = keyof v1.Params$Resource$Objects$Patch;
type DeleteParameter = keyof v1.Params$Resource$Objects$Delete;
/** The parameters that name what must hold, the same for each method. */
type Condition = Extract<GetParameter & InsertParameter & PatchParameter & DeleteParameter, `if${string}`>;

/** The parameters of a request, of which only those can be asked for that its method has. */
interface Query<Name> {
  get(name: Name): string | null;
}

/** One generation of an object. */
interface Generation {
  readonly metadata: ObjectResource &
    Required<Pick<Given, 'name' | 'generation' | 'metageneration' | 'crc32c'>>;
  readonly content: Buffer;
  live: boolean;
}

/** What a test makes the server answer instead, once for each. */
export interface Fault {
  readonly method: string;
  /** Only to requests whose address holds this. */
  readonly address?: string;
  readonly status: number;
  /** The request is done all the same, and only its answer is lost. */
  readonly afterwards?: boolean;
}

export interface StorageServer {
  readonly url: string;
  /** Answers of the next matching requests. */
  readonly faults: Fault[];
  /** How many requests came. */
  requests(): number;
  /** Takes a generation away, as a lifecycle rule or a person would. */
  vanish(bucket: string, name: string, generation?: string): void;
  /** Replaces an object's custom metadata, as a person would. */
  edit(bucket: string, name: string, metadata: Record<string, string>): void;
  close(): Promise<void>;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * The part of Cloud Storage's JSON API that the adapters use, in memory: media and multipart uploads, resumable uploads in
 * one piece, generations, preconditions, listing with versions (https://cloud.google.com/storage/docs/json_api/v1). What it
 * reads and answers is held to the types that are published for that API.
 */
export async function startStorageServer(): Promise<StorageServer> {
  const objects = new Map<string, Generation[]>();
  const resumable = new Map<
    string,
    { bucket: string; query: Query<InsertParameter>; metadata: ObjectResource }
  >();
  const faults: Fault[] = [];
  let count = 0;
  let lastGeneration = 1_700_000_000_000_000n;

  const keyOf = (bucket: string, name: string) => `${bucket}/${name}`;
  const generationsOf = (bucket: string, name: string) => objects.get(keyOf(bucket, name)) ?? [];
  const find = (
    bucket: string,
    name: string,
    query: Query<GetParameter & PatchParameter & DeleteParameter>,
  ): Generation => {
    const wanted = query.get('generation');
    const found = generationsOf(bucket, name).find(({ live, metadata }) =>
      wanted === null ? live : metadata.generation === wanted,
    );
    if (found === undefined) throw new Refusal(404, 'notFound');
    return found;
  };

  /** Checks the preconditions in a request's query against the live generation. */
  const hold = (query: Query<Condition>, standing: Generation | undefined) => {
    const checks: [Condition, string | undefined, boolean][] = [
      ['ifGenerationMatch', standing?.metadata.generation ?? '0', true],
      ['ifGenerationNotMatch', standing?.metadata.generation ?? '0', false],
      ['ifMetagenerationMatch', standing?.metadata.metageneration, true],
      ['ifMetagenerationNotMatch', standing?.metadata.metageneration, false],
    ];
    for (const [name, value, equal] of checks) {
      const wanted = query.get(name);
      if (wanted !== null && (wanted === value) !== equal) throw new Refusal(412, 'conditionNotMet');
    }
  };

  const store = (
    bucket: string,
    query: Query<InsertParameter>,
    given: ObjectResource,
    content: Buffer,
  ): ObjectResource => {
    const name = query.get('name') ?? given.name;
    if (name === undefined || name === null || name === '') throw new Refusal(400, 'required');
    const generations = generationsOf(bucket, name);
    const standing = generations.find(({ live }) => live);
    hold(query, standing);
    if (standing !== undefined) standing.live = false;
    const now = new Date().toISOString();
    const crc = new CRC32C();
    crc.update(content);
    const metadata = {
      kind: 'storage#object',
      ...given,
      name,
      bucket,
      id: `${bucket}/${name}/${(lastGeneration += 1n)}`,
      generation: String(lastGeneration),
      metageneration: '1',
      size: String(content.length),
      crc32c: crc.toString(),
      timeCreated: now,
      updated: now,
    };
    objects.set(keyOf(bucket, name), [...generations, { metadata, content, live: true }]);
    return metadata;
  };

  const patch = (
    bucket: string,
    name: string,
    query: Query<PatchParameter>,
    change: ObjectResource,
  ): ObjectResource => {
    const found = find(bucket, name, query);
    hold(query, found);
    Object.assign(found.metadata, change, {
      metadata: { ...found.metadata.metadata, ...change.metadata },
      metageneration: String(Number(found.metadata.metageneration) + 1),
    });
    return found.metadata;
  };

  const remove = (bucket: string, name: string, query: Query<DeleteParameter>) => {
    const found = find(bucket, name, query);
    hold(query, found);
    if (query.get('generation') !== null) vanish(bucket, name, found.metadata.generation);
    else found.live = false;
  };

  const list = (bucket: string, query: Query<ListParameter>): v1.Schema$Objects => {
    const prefix = query.get('prefix') ?? '';
    const from = query.get('startOffset') ?? '';
    const token = query.get('pageToken');
    const most = Number(query.get('maxResults') ?? 1_000);
    const items = [...objects.entries()]
      .filter(([key]) => key.startsWith(`${bucket}/${prefix}`))
      .flatMap(([, generations]) => generations)
      .filter(({ live, metadata }) => (live || query.get('versions') === 'true') && metadata.name >= from)
      .map(({ metadata }) => metadata)
      .sort((a, b) =>
        a.name === b.name ? Number(a.generation) - Number(b.generation) : a.name < b.name ? -1 : 1,
      );
    const tokenOf = ({ name, generation }: Generation['metadata']) => `${name}#${generation}`;
    const at = token === null ? 0 : items.findIndex((item) => tokenOf(item) === token);
    if (at < 0) throw new Refusal(400, 'invalid');
    const next = items[at + most];
    return {
      kind: 'storage#objects',
      items: items.slice(at, at + most),
      ...(next === undefined ? {} : { nextPageToken: tokenOf(next) }),
    };
  };

  const vanish: StorageServer['vanish'] = (bucket, name, generation) => {
    const kept = generationsOf(bucket, name).filter(
      ({ metadata }) => generation !== undefined && metadata.generation !== generation,
    );
    if (kept.length === 0) objects.delete(keyOf(bucket, name));
    else objects.set(keyOf(bucket, name), kept);
  };

  const upload = (request: IncomingMessage, bucket: string, query: URLSearchParams, body: Buffer) => {
    const session = query.get('upload_id');
    if (session !== null) {
      const begun = resumable.get(session);
      if (begun === undefined) throw new Refusal(410, 'gone');
      resumable.delete(session);
      return store(begun.bucket, begun.query, begun.metadata, body);
    }
    switch (query.get('uploadType')) {
      case 'media':
        return store(bucket, query, { contentType: request.headers['content-type'] ?? '' }, body);
      case 'multipart': {
        const { metadata, content } = readMultipart(request.headers['content-type'] ?? '', body);
        return store(bucket, query, metadata as ObjectResource, content);
      }
      default:
        throw new Refusal(400, 'invalid');
    }
  };

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: Buffer,
    send: (status: number, json: unknown) => void,
  ) => {
    const query = url.searchParams;
    const [, isUpload, bucket = '', encoded] =
      /^(\/upload)?(?:\/storage\/v1)?\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname) ?? [];
    const name = encoded === undefined ? undefined : decodeURIComponent(encoded);
    const { method = '' } = request;
    if (isUpload !== undefined && method === 'POST' && query.get('uploadType') === 'resumable') {
      const id = String(resumable.size + 1);
      resumable.set(id, {
        bucket,
        query,
        metadata: JSON.parse(body.toString('utf8') || '{}') as ObjectResource,
      });
      url.searchParams.set('upload_id', id);
      response.setHeader('Location', url.href);
      return send(200, {});
    }
    if (isUpload !== undefined) return send(200, upload(request, bucket, query, body));
    if (name === undefined) {
      if (method !== 'GET' || bucket === '') throw new Refusal(404, 'notFound');
      return send(200, list(bucket, query));
    }
    switch (method) {
      case 'GET': {
        const found = find(bucket, name, query);
        hold(query, found);
        if (query.get('alt') !== 'media') return send(200, found.metadata);
        response.writeHead(200, {
          'content-type': found.metadata.contentType ?? 'application/octet-stream',
          'content-length': found.content.length,
          'x-goog-hash': `crc32c=${found.metadata.crc32c}`,
          'x-goog-generation': found.metadata.generation,
        });
        return void response.end(found.content);
      }
      case 'PATCH':
        return send(200, patch(bucket, name, query, JSON.parse(body.toString('utf8')) as ObjectResource));
      case 'DELETE':
        remove(bucket, name, query);
        return void response.writeHead(204).end();
      default:
        throw new Refusal(405, 'methodNotAllowed');
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, origin: string) => {
    count++;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? '/', origin);
    const at = faults.findIndex(
      ({ method, address = '' }) => method === request.method && url.href.includes(address),
    );
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    const send = (status: number, json: unknown) => {
      if (response.headersSent) return;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    };
    const refuse = (status: number, reason: string) =>
      send(status, { error: { code: status, message: reason, errors: [{ reason, message: reason }] } });
    try {
      if (fault?.afterwards === true) {
        answer(request, response, url, Buffer.concat(parts), () => {});
        refuse(fault.status, 'backendError');
      } else if (fault !== undefined) refuse(fault.status, 'backendError');
      else answer(request, response, url, Buffer.concat(parts), send);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      refuse(failure.status, failure.reason);
    }
  };

  const server = createServer((request, response) => {
    handle(request, response, url).catch((failure: unknown) => response.destroy(failure as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    faults,
    requests: () => count,
    vanish,
    edit(bucket, name, metadata) {
      const found = generationsOf(bucket, name).find(({ live }) => live);
      if (found !== undefined) found.metadata.metadata = metadata;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
