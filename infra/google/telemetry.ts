import type { Clock, Telemetry } from '@parley/ports';

/**
 * Log lines as Cloud Logging reads them, one JSON object a line. Measurements are not kept here: the platform counts
 * requests, and Pub/Sub deliveries, for every function by itself.
 */
export const cloudTelemetry = (clock: Clock, write: (line: string) => void): Telemetry => ({
  count() {},
  observe() {},
  gauge() {},
  log(severity, message, fields = {}) {
    write(`${JSON.stringify({ severity, time: new Date(clock.now()).toISOString(), message, ...fields })}\n`);
  },
});
