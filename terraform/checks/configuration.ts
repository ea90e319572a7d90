import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Expression, Value } from './expression';
import { readHcl, type Hcl } from './hcl';

/** Files by their path from the folder `terraform`. */
export type Sources = ReadonlyMap<string, string>;

export type Body = Readonly<Record<string, Value>>;

/** One block `resource`, `data` or `module`. */
export interface Block {
  readonly kind: 'resource' | 'data' | 'module';
  /** Empty for a module. */
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly body: Body;
}

/** One folder of `.tf` files. */
export interface Module {
  readonly folder: string;
  readonly blocks: readonly Block[];
  readonly variables: ReadonlyMap<string, Body>;
  readonly locals: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Body>;
  /** All that stands in it, for whoever looks for references. */
  readonly bodies: readonly Body[];
}

export interface Configuration {
  readonly modules: ReadonlyMap<string, Module>;
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** Reads the `.tf` and `.tfvars` files of a folder and of those below. */
export function readSources(root: string): Sources {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tf|tfvars)$/.test(file) && !file.includes('.terraform'))
    .sort();
  return new Map(
    files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(root, file), 'utf8')]),
  );
}

/** Reads files once: one that a mutation left alone is not parsed again. */
export type Reader = (name: string, text: string) => Promise<Hcl>;

export function createReader(): Reader {
  const known = new Map<string, Promise<Hcl>>();
  return (name, text) => {
    const key = `${name}\n${text}`;
    const hcl = known.get(key) ?? readHcl(name, text);
    known.set(key, hcl);
    return hcl;
  };
}

const bodiesOf = (value: Value | undefined): readonly Body[] => (value ?? []) as readonly Body[];
const namedIn = (body: Body, kind: string): [string, Body][] =>
  Object.entries((body[kind] ?? {}) as Body).flatMap(([name, found]) =>
    bodiesOf(found).map((each) => [name, each] as [string, Body]),
  );

function blocksIn(file: string, body: Body): Block[] {
  const typed = (['resource', 'data'] as const).flatMap((kind) =>
    Object.entries((body[kind] ?? {}) as Body).flatMap(([type, named]) =>
      namedIn({ [kind]: named }, kind).map(([name, each]) => ({ kind, type, name, file, body: each })),
    ),
  );
  const modules = namedIn(body, 'module').map(([name, each]) => ({
    kind: 'module' as const,
    type: '',
    name,
    file,
    body: each,
  }));
  return [...typed, ...modules];
}

/** The modules of a folder and of those below it, by their folder; the root's is `.`. */
export async function loadConfiguration(sources: Sources, read: Reader): Promise<Configuration> {
  const files = [...sources].filter(([file]) => file.endsWith('.tf'));
  const parsed = await Promise.all(
    files.map(async ([file, text]) => ({
      file,
      folder: path.posix.dirname(file),
      ...(await read(file, text)),
    })),
  );
  const folders = [...new Set(parsed.map(({ folder }) => folder))];
  const modules = folders.map((folder): [string, Module] => {
    const own = parsed.filter((each) => each.folder === folder);
    const locals = own.flatMap(({ body }) =>
      bodiesOf(body['locals']).flatMap((each) => Object.entries(each)),
    );
    return [
      folder,
      {
        folder,
        blocks: own.flatMap(({ file, body }) => blocksIn(file, body)),
        variables: new Map(own.flatMap(({ body }) => namedIn(body, 'variable'))),
        locals: new Map(locals),
        outputs: new Map(own.flatMap(({ body }) => namedIn(body, 'output'))),
        bodies: own.map(({ body }) => body),
      },
    ];
  });
  return {
    modules: new Map(modules),
    expressions: new Map(parsed.flatMap(({ expressions }) => [...expressions])),
  };
}

/** The folder that a `source` like `../identity` names, seen from another one. */
export const folderOf = (from: string, source: Value | undefined): string =>
  path.posix.join(from, String(source));
