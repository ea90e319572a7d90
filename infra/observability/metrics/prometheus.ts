import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from '@parley/ports';

type Labels = Readonly<Record<string, string>>;

/** Seconds, from what a cached lookup takes to what a person gives up on. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface PrometheusTelemetry {
  readonly telemetry: Pick<Telemetry, 'count' | 'observe' | 'gauge'>;
  /** What was measured so far, in Prometheus' text format. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Measurements in this process's memory, for Prometheus to fetch. A metric's labels are those of its first use. */
export function prometheusTelemetry(): PrometheusTelemetry {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const once = <T>(metrics: Map<string, T>, name: string, make: () => T): T => {
    let metric = metrics.get(name);
    if (metric === undefined) metrics.set(name, (metric = make()));
    return metric;
  };
  const described = (name: string, labels: Labels) => ({
    name,
    help: helpOf(name),
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    telemetry: {
      count: (name, labels = {}, by = 1) =>
        once(counters, name, () => new Counter(described(name, labels))).inc(labels, by),
      gauge: (name, value, labels = {}) =>
        once(gauges, name, () => new Gauge(described(name, labels))).set(labels, value),
      observe: (name, value, labels = {}) =>
        once(histograms, name, () => new Histogram({ ...described(name, labels), buckets })).observe(
          labels,
          value,
        ),
    },
    metrics: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** `parley_http_requests_total` in words; the page of the metrics says more. */
const helpOf = (name: string): string =>
  name
    .replace(/^parley_/, '')
    .replace(/_total$/, '')
    .replace(/_seconds$/, ', in seconds')
    .replaceAll('_', ' ');
