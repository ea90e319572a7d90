import type { HttpAnswer } from '../http';

/** gRPC's codes by their names (google.rpc.Code), which HTTP's statuses are too few for. */
export const codes = {
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type CodeName = keyof typeof codes;

/** For an answer without a name: of something between here and Firestore. */
const namesOfStatuses: Readonly<Record<number, CodeName>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** That Firestore refused a request, or did not answer it. */
export class FirestoreFailure extends Error {
  /** gRPC's code. */
  readonly code: number;

  constructor(
    readonly reason: CodeName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${message}`, options);
    this.name = 'FirestoreFailure';
    this.code = codes[reason];
  }
}

interface Told {
  readonly error?: { readonly status?: string; readonly message?: string };
}

const read = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

/** What the answer says of a refusal; a method that streams puts it in a list. */
export function failureOf({ status, body }: HttpAnswer): FirestoreFailure {
  const answered = read(body);
  const told = (Array.isArray(answered) ? answered.at(-1) : answered) as Told | null;
  const { status: name = '', message = `HTTP's ${status}` } = told?.error ?? {};
  return new FirestoreFailure(
    name in codes ? (name as CodeName) : (namesOfStatuses[status] ?? 'UNKNOWN'),
    message,
  );
}
