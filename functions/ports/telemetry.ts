/** Where measurements and log lines go. Never hand it a message body, a token or a password. */
export interface Telemetry {
  /** Adds to a counter (Prometheus names: `parley_…_total`). */
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  /** Records a value in a histogram (Prometheus names with the unit: `parley_…_seconds`). */
  observe(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  /** Sets a gauge (Prometheus names: `parley_…`). */
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  log(
    severity: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR',
    message: string,
    fields?: Readonly<Record<string, string | number | boolean>>,
  ): void;
}

/** Telemetry that nobody looks at, for tests. */
export const silentTelemetry: Telemetry = { count() {}, observe() {}, gauge() {}, log() {} };
