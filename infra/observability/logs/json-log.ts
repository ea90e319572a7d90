import type { Clock, Telemetry } from '@parley/ports';

/** How severe a line must be to be written. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

export const logLevels: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];

/** Writes log lines as JSON, one object a line, in the form that Cloud Logging reads. */
export const jsonLog =
  (clock: Clock, write: (line: string) => void, least: LogLevel = 'WARNING'): Telemetry['log'] =>
  (severity, message, fields = {}) => {
    if (logLevels.indexOf(severity) < logLevels.indexOf(least)) return;
    write(`${JSON.stringify({ severity, time: new Date(clock.now()).toISOString(), message, ...fields })}\n`);
  };
