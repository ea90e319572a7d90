const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const nothing = /^0+$/;

/** What a W3C `traceparent` names (https://www.w3.org/TR/trace-context/), or null when it is none. */
export function readTraceparent(
  text: string,
): { readonly traceId: string; readonly spanId: string; readonly flags: number } | null {
  const [, traceId, spanId, flags] = form.exec(text) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  if (nothing.test(traceId) || nothing.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** The trace that a `traceparent` belongs to, or null. */
export const traceIdOf = (traceparent: string): string | null =>
  readTraceparent(traceparent)?.traceId ?? null;

/** The `traceparent` of a span. */
export const traceparentOf = (span: {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}): string => `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
