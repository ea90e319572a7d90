/** A JSON Schema of the 2020-12 dialect, as OpenAPI 3.1 holds it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One operation of the document. */
export interface Operation {
  readonly summary: string;
  readonly [member: string]: unknown;
}

/** The operations at one path, by method, and the parameters that they share. */
export interface PathItem {
  readonly parameters?: readonly unknown[];
  readonly get?: Operation;
  readonly put?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
}

export type Paths = Readonly<Record<string, PathItem>>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object with just these members; those named in `optional` may be missing. */
export const object = (
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const time: Schema = { type: 'string', format: 'date-time' };

/** A JSON body. */
export const json = (schema: Schema, description = 'Done.') => ({
  description,
  content: { 'application/json': { schema } },
});
export const nothing = (description = 'Done.') => ({ description });

/** A body that a caller sends as JSON. */
export const body = (schema: Schema, example: unknown) => ({
  required: true,
  content: { 'application/json': { schema, example } },
});

const refusals: Readonly<Record<number, string>> = {
  400: 'The request is not what it must be; `field` names what is wrong.',
  401: 'Nobody is signed in by this token.',
  403: 'The password is wrong, or the sign-in is too long ago.',
  404: 'There is nothing here, or nothing that the caller may see.',
  409: 'It stands against what is there.',
  413: 'The body is too large.',
  415: 'The body’s media type, character set or encoding is not taken here.',
  422: 'The script has errors; `diagnostics` lists them.',
  429: 'Too many of these in too short a time.',
  503: 'It can’t be done at this moment; try again.',
};

const retryAfter = {
  headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } },
};

/** The problems (RFC 9457) that an operation may answer with, by status. */
export const problems = (...statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: refusals[status],
        ...(status === 429 || status === 503 ? retryAfter : {}),
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    ]),
  );

export const query = (name: string, schema: Schema, description: string, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
});
export const inPath = (name: string, schema: Schema, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

/** Open to everybody: every other operation needs a session token. */
export const open = { security: [] };
