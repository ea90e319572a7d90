import { openApiDocument } from '@parley/api';
import type { Target } from '../target';

/** Somebody who is signed in at a server. */
export interface Caller {
  readonly url: string;
  readonly token: string;
}

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
}

const json = 'application/json';

/** Operations that take a body, as the interface's description has them, each with its example. */
function operations() {
  return Object.entries(openApiDocument.paths).flatMap(([address, item]) =>
    Object.entries(item as Readonly<Record<string, Operation>>)
      .filter(([, operation]) => operation.requestBody !== undefined)
      .map(([method, operation]) => {
        const [[type, { example }]] = Object.entries(operation.requestBody!.content) as [
          [string, { example?: unknown }],
        ];
        return {
          method: method.toUpperCase(),
          path: address.replace('{target}', 'recv'),
          type,
          body: type === json ? JSON.stringify(example) : 'main { x = 1 }',
        };
      }),
  );
}

const inherited = () =>
  [Object, Array, Function, String].flatMap(({ prototype }) => Reflect.ownKeys(prototype as object)).length;

/** The names that descriptions of bodies have. */
const words = [
  ...new Set(
    [...JSON.stringify(openApiDocument).matchAll(/"properties":\{([^}]*)\}/g)].flatMap(([, properties]) =>
      [...properties!.matchAll(/"(\w+)":/g)].map(([, name]) => name!),
    ),
  ),
];

/**
 * Bodies, at each address that takes one: it is answered, by a server that did not fail, in the form that the answer
 * says it has; and nothing is added to what all objects inherit from.
 */
export const httpTargets = ({ url, token }: Caller): readonly Target[] =>
  operations().map(({ method, path, type, body }) => ({
    name: `${method} ${path}`,
    seeds: [body],
    words: [...words, '__proto__', 'constructor'],
    async attempt(input) {
      const before = inherited();
      const response = await fetch(`${url}${path}`, {
        method,
        body: input,
        headers: { 'content-type': type, authorization: `Bearer ${token}` },
      });
      const { status } = response;
      const text = await response.text();
      // What can't be done now is no failure: it may be asked again.
      if (status >= 500 && status !== 503) return `it was answered with ${status} ${text.slice(0, 200)}`;
      if (inherited() !== before) return 'something was added to what all objects inherit from';
      if (text === '') return status === 204 ? null : `an empty answer of ${status}`;
      const answered = JSON.parse(text) as { readonly status?: unknown; readonly code?: unknown };
      const isProblem = /^application\/problem\+json/.test(response.headers.get('content-type') ?? '');
      if (status < 400) return isProblem ? `a problem of ${status}` : null;
      return isProblem && answered.status === status && typeof answered.code === 'string'
        ? null
        : `an answer of ${status} that is no problem`;
    },
  }));
