import type { Clock, Telemetry } from '@parley/ports';

/** Writes warnings and errors as lines of JSON, and measures nothing: one machine has no one to look at it. */
export const loggingTelemetry = (clock: Clock, write: (line: string) => void): Telemetry => ({
  count() {},
  observe() {},
  gauge() {},
  log(severity, message, fields = {}) {
    if (severity === 'DEBUG' || severity === 'INFO') return;
    write(`${JSON.stringify({ severity, time: new Date(clock.now()).toISOString(), message, ...fields })}\n`);
  },
});
