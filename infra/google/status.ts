/** gRPC's status codes, as far as the adapters tell them apart (google.rpc.Code). */
export const status = {
  notFound: 5,
  alreadyExists: 6,
  failedPrecondition: 9,
  aborted: 10,
} as const;

/** Whether a service's failure has one of these codes: gRPC's, or HTTP's where the service speaks HTTP. */
export const hasCode = (failure: unknown, ...codes: readonly number[]): boolean =>
  codes.includes(Number((failure as { code?: unknown } | null)?.code));
