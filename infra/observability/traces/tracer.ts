import type { Attributes } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Telemetry } from '@parley/ports';
import { readTraceparent, traceparentOf } from './traceparent';

/** Spans to a collector, through OpenTelemetry's SDK. */
export interface Tracing {
  readonly span: NonNullable<Telemetry['span']>;
  /** Hands over what was not yet exported, and ends. */
  close(): Promise<void>;
}

/**
 * Spans by OpenTelemetry. Parents are handed in as `traceparent`s, for that is how they travel with messages: no context
 * follows the work about. Of the traces a part is kept, `ratio` (1 unless said), chosen by their ids: so each is kept whole
 * or not at all, whichever process asks, and a caller who sends a `traceparent` does not decide it. The SDK is loaded by
 * the call: a process that traces nothing does not pay for it.
 */
export async function createTracing(options: {
  readonly service: string;
  readonly exporter: SpanExporter;
  readonly ratio?: number;
  /** Exports each span as it ends: for tests, and for a process that may have no processor after its answer. */
  readonly immediately?: boolean;
}): Promise<Tracing> {
  const { service, exporter, ratio = 1, immediately = false } = options;
  const [{ ROOT_CONTEXT, SpanStatusCode, trace }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  const Processor = immediately ? sdk.SimpleSpanProcessor : sdk.BatchSpanProcessor;
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'parley' }),
    sampler: new sdk.TraceIdRatioBasedSampler(ratio),
    spanProcessors: [new Processor(exporter)],
  });
  const tracer = provider.getTracer('parley');
  return {
    span(name, parent, fields = {}) {
      const above = parent === undefined ? null : readTraceparent(parent);
      const context =
        above === null
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              traceId: above.traceId,
              spanId: above.spanId,
              traceFlags: above.flags,
              isRemote: true,
            });
      const span = tracer.startSpan(name, { attributes: attributesOf(fields) }, context);
      return {
        traceparent: traceparentOf(span.spanContext()),
        end(outcome, more = {}) {
          span.setAttributes(attributesOf(more));
          if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: () => provider.shutdown(),
  };
}

const attributesOf = (fields: Readonly<Record<string, string | number | boolean | undefined>>): Attributes =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`parley.${name}`, value]));
