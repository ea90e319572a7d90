import { createTracing, type Tracing } from './tracer';

/**
 * Traces to a collector that takes OTLP over HTTP: OpenTelemetry's own, or Google Cloud's (Cloud Trace takes OTLP at
 * telemetry.googleapis.com, through a collector that signs in).
 */
export async function otlpTracing(options: {
  /** Names the process in a trace. */
  readonly service: string;
  /** Where spans go, whole: `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** The part of the traces that is kept, from 0 to 1. */
  readonly ratio?: number;
  /** Exports each span as it ends. */
  readonly immediately?: boolean;
}): Promise<Tracing> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { service, url, ratio, immediately } = options;
  return createTracing({
    service,
    exporter: new OTLPTraceExporter({ url }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(immediately === undefined ? {} : { immediately }),
  });
}
