import { request as ask, type OutgoingHttpHeaders } from 'node:http';

/** An answer of the server, its body read as JSON where it is some. */
export interface Answer {
  /** 0 when the connection was cut without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  readonly headers?: OutgoingHttpHeaders;
}

/** A guard against hanging, ms. */
const guard = 60_000;

const parsed = (text: string): Record<string, unknown> => {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** One request; the path goes out as it is written, which `fetch` would tidy up. A connection that is cut is status 0. */
export function request(url: string, method: string, path: string, call: Call = {}): Promise<Answer> {
  const { token, json, headers } = call;
  const body = json === undefined ? call.body : JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const outgoing = ask(
      url,
      {
        method,
        path,
        agent: false,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        const finish = () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: parsed(text),
          });
        };
        incoming.on('end', finish);
        incoming.on('error', finish);
      },
    );
    outgoing.setTimeout(guard, () => {
      outgoing.destroy();
      reject(new Error(`${method} ${path.slice(0, 100)} was not answered within ${guard / 1000} s`));
    });
    outgoing.on('error', () => resolve({ status: 0, headers: {}, text: '', json: {} }));
    outgoing.end(body);
  });
}
