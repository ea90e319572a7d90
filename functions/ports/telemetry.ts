type Labels = Readonly<Record<string, string>>;
/** What is undefined is left out. */
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where measurements, log lines and traces go. Never hand it a message body, a token or a password. */
export interface Telemetry {
  /** Adds to a counter (Prometheus names: `parley_…_total`). */
  count(name: string, labels?: Labels, by?: number): void;
  /**
   * Records a value in a histogram (Prometheus names with the unit: `parley_…_seconds`). The W3C `traceparent` of what
   * was measured leads from a bucket to an example of it.
   */
  observe(name: string, value: number, labels?: Labels, traceparent?: string): void;
  /** Sets a gauge (Prometheus names: `parley_…`). */
  gauge(name: string, value: number, labels?: Labels): void;
  /** Writes a line. A field `traceparent` ties it to its trace. */
  log(severity: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR', message: string, fields?: Fields): void;
  /** Begins a span; its parent is a W3C `traceparent`, without which a trace begins. Missing where nothing is traced. */
  span?(name: string, parent: string | undefined, fields?: Fields): Span;
}

/** A piece of work in a trace. */
export interface Span {
  /** W3C Trace Context of the span itself: what its children get as their parent. */
  readonly traceparent: string;
  /** Ends it, once. */
  end(outcome: 'done' | 'failed', fields?: Fields): void;
}

/** Telemetry that nobody looks at: for tests, and where none is given. */
export const silentTelemetry: Telemetry = { count() {}, observe() {}, gauge() {}, log() {} };

/**
 * Does the work inside a span, which fails when the work does. The work is given the `traceparent` for what it causes:
 * the span's own, or where nothing is traced its parent's.
 */
export async function traced<T>(
  telemetry: Pick<Telemetry, 'span'>,
  name: string,
  parent: string | undefined,
  work: (traceparent: string | undefined, note: (fields: Fields) => void) => Promise<T>,
): Promise<T> {
  const span = telemetry.span?.(name, parent);
  if (span === undefined) return work(parent, () => {});
  let noted: Fields = {};
  try {
    const result = await work(span.traceparent, (fields) => (noted = { ...noted, ...fields }));
    span.end('done', noted);
    return result;
  } catch (failure) {
    span.end('failed', noted);
    throw failure;
  }
}
