import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { openApiDocument } from '@parley/api';
import type { Answer, Call, Scene } from './running-server';

interface Documented {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

/** One operation of the document. */
export interface DocumentedOperation {
  /** `GET /api/messages` */
  readonly name: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly operation: Documented;
  /** Whether a caller must be signed in. */
  readonly closed: boolean;
}

const methods = ['get', 'put', 'post', 'delete'] as const;

/** All operations, in the document's order. */
export const documentedOperations: readonly DocumentedOperation[] = Object.entries(
  openApiDocument.paths,
).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method] as Documented | undefined;
    if (operation === undefined) return [];
    const name = `${method.toUpperCase()} ${path}`;
    return [
      { name, method: method.toUpperCase(), path, operation, closed: operation.security === undefined },
    ];
  }),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'parley', components: openApiDocument.components });
const validators = new Map<object, ValidateFunction>();

/** A validator for a schema of the document. */
export function validatorOf(schema: object): ValidateFunction {
  let validator = validators.get(schema);
  if (validator === undefined) {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"parley#/components'),
    ) as object;
    validators.set(schema, (validator = ajv.compile(absolute)));
  }
  return validator;
}

/** The operation that a call is of, or null. */
export function operationOf(method: string, address: string): DocumentedOperation | null {
  const path = new URL(address, 'http://host').pathname;
  return (
    documentedOperations.find((each) => {
      const pattern = each.path.replace(/\{[^}]+\}/g, '[^/]+').replaceAll('.', '\\.');
      return each.method === method && new RegExp(`^${pattern}$`).test(path);
    }) ?? null
  );
}

/** What is wrong with an answer by the document, or null. */
export function disagreement({ name, operation }: DocumentedOperation, answer: Answer): string | null {
  const documented = operation.responses[String(answer.status)];
  if (documented === undefined)
    return `${name} answered ${answer.status}, which is not documented: ${answer.text}`;
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
  if (documented.content === undefined)
    return answer.text === '' ? null : `${name} answered a body with ${answer.status}`;
  const schema = documented.content[type]?.schema;
  if (schema === undefined) return `${name} answered ${type} with ${answer.status}`;
  if (!type.endsWith('json')) return null;
  const validate = validatorOf(schema);
  return validate(JSON.parse(answer.text))
    ? null
    : `${name} ${answer.status}: ${ajv.errorsText(validate.errors)}: ${answer.text}`;
}

/** Calls the server, throws where its answer is not the documented one, and remembers what was seen. */
export function checkedCalls(scene: Pick<Scene, 'call'>) {
  const seen = new Set<string>();
  return {
    /** `GET /api/messages 200` */
    seen,
    async call(method: string, address: string, call?: Call): Promise<Answer> {
      const operation = operationOf(method, address);
      if (operation === null) throw new Error(`${method} ${address} is not documented.`);
      const answer = await scene.call(method, address, call);
      const wrong = disagreement(operation, answer);
      if (wrong !== null) throw new Error(wrong);
      seen.add(`${operation.name} ${answer.status}`);
      return answer;
    },
  };
}
