import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type OpenMetricsContentType,
} from 'prom-client';
import type { Telemetry } from '@parley/ports';
import { traceIdOf } from '../traces/traceparent';
import { catalogue, timeBuckets, type Metric } from './catalogue';
import { plainText } from './plain-text';

/** What was measured so far, as Prometheus fetches it. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** One series of a metric: its name (with `_bucket`, `_sum`, `_count` for histograms), labels and value. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export interface PrometheusTelemetry {
  readonly telemetry: Pick<Telemetry, 'count' | 'observe' | 'gauge'>;
  /**
   * What was measured so far: OpenMetrics, with exemplars, for whoever says in `Accept` that they read it, as Prometheus
   * does; Prometheus' text format 0.0.4 for others.
   */
  metrics(accept?: string): Promise<Exposition>;
  /** The parley metrics as numbers, for the operators' page. */
  series(): Promise<readonly Series[]>;
}

/**
 * Measurements in this process's memory, for Prometheus to fetch: those of the catalogue, from the first moment on, and
 * where `process` is given those of Node and the operating system under prom-client's names (event-loop lag, memory,
 * collections, file descriptors).
 */
export function prometheusTelemetry(options: { readonly process?: boolean } = {}): PrometheusTelemetry {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const register = (name: string, { kind, labels, help, buckets = timeBuckets }: Metric) => {
    const described = { name, help, labelNames: Object.keys(labels), registers: [registry] };
    const zeros = labelSets(labels);
    if (kind === 'counter') {
      const counter = new Counter(described);
      for (const zero of zeros) counter.inc(zero, 0);
      counters.set(name, counter);
    } else if (kind === 'gauge') gauges.set(name, new Gauge(described));
    else {
      const histogram = new Histogram({ ...described, buckets: [...buckets], enableExemplars: true });
      for (const zero of zeros) histogram.zero(zero);
      histograms.set(name, histogram);
    }
  };
  for (const [name, metric] of Object.entries(catalogue)) register(name, metric);
  if (options.process === true) collectDefaultMetrics({ register: registry });

  // A metric that nobody described is measured all the same; the test of the catalogue finds it.
  const known = <T>(metrics: Map<string, T>, name: string, kind: Metric['kind'], labels: object): T => {
    if (!metrics.has(name))
      register(name, {
        kind,
        labels: Object.fromEntries(Object.keys(labels).map((each) => [each, []])),
        help: name,
      });
    return metrics.get(name)!;
  };
  return {
    telemetry: {
      count: (name, labels = {}, by = 1) => known(counters, name, 'counter', labels).inc(labels, by),
      gauge: (name, value, labels = {}) => known(gauges, name, 'gauge', labels).set(labels, value),
      observe(name, value, labels = {}, traceparent) {
        const traceId = traceparent === undefined ? null : traceIdOf(traceparent);
        const exemplarLabels = traceId === null ? {} : { trace_id: traceId };
        known(histograms, name, 'histogram', labels).observe({ labels, value, exemplarLabels });
      },
    },
    async metrics(accept = '') {
      const text = await registry.metrics();
      return accept.includes('application/openmetrics-text')
        ? { contentType: registry.contentType, text }
        : { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text: plainText(text) };
    },
    async series() {
      const metrics = await registry.getMetricsAsJSON();
      return metrics
        .filter(({ name }) => name.startsWith('parley_'))
        .flatMap(({ name, values }) =>
          (values as { metricName?: string; labels: Series['labels']; value: number }[]).map((each) => ({
            // OpenMetrics takes the ending off a counter's name.
            name: each.metricName ?? (name in catalogue ? name : `${name}_total`),
            labels: each.labels,
            value: each.value,
          })),
        );
    },
  };
}

/** Every combination of the labels' values that are known beforehand. */
const labelSets = (labels: Metric['labels']): Record<string, string>[] =>
  Object.entries(labels).reduce<Record<string, string>[]>(
    (sets, [label, values]) => sets.flatMap((set) => values.map((value) => ({ ...set, [label]: value }))),
    [{}],
  );
