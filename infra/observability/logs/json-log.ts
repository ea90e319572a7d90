import type { Clock, Telemetry } from '@parley/ports';
import { readTraceparent } from '../traces/traceparent';

/** How severe a line must be to be written. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

export const logLevels: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];

export interface JsonLogOptions {
  readonly clock: Clock;
  /** Takes a line with its end. */
  readonly write: (line: string) => void;
  /** The least severe that is written; WARNING unless said. */
  readonly least?: LogLevel;
  /** The project of Google Cloud in which traces are looked up. */
  readonly project?: string;
}

/**
 * Writes log lines as JSON, one object a line, in the form that Cloud Logging reads
 * (https://cloud.google.com/logging/docs/structured-logging): a `traceparent` among the fields is said in its terms, so
 * that a line is found from its trace and a trace from its line.
 */
export const jsonLog =
  ({ clock, write, least = 'WARNING', project }: JsonLogOptions): Telemetry['log'] =>
  (severity, message, fields = {}) => {
    if (logLevels.indexOf(severity) < logLevels.indexOf(least)) return;
    const { traceparent, ...own } = fields;
    const trace = traceparent === undefined ? {} : traceFields(String(traceparent), project);
    const time = new Date(clock.now()).toISOString();
    write(`${JSON.stringify({ severity, time, message, ...own, ...trace })}\n`);
  };

function traceFields(traceparent: string, project: string | undefined) {
  const read = readTraceparent(traceparent);
  if (read === null) return {};
  return {
    'logging.googleapis.com/trace':
      project === undefined ? read.traceId : `projects/${project}/traces/${read.traceId}`,
    'logging.googleapis.com/spanId': read.spanId,
    'logging.googleapis.com/trace_sampled': read.flags % 2 === 1,
  };
}
