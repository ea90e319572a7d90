import { silentTelemetry, type Clock, type Telemetry } from '@parley/ports';
import { jsonLog } from './logs/json-log';
import type { ObservabilitySettings } from './settings';
import { otlpTracing } from './traces/otlp';

/** Where a process tells what happens in it. */
export interface ProcessTelemetry {
  readonly telemetry: Telemetry;
  /** Hands over the spans that were not yet exported. */
  close(): Promise<void>;
}

/** The telemetry of one process: its log, what it measures, and spans where the settings name a collector. */
export async function openTelemetry(options: {
  /** Names the process in a trace. */
  readonly service: string;
  readonly settings: ObservabilitySettings;
  readonly clock: Clock;
  /** Takes a line of the log with its end. */
  readonly write: (line: string) => void;
  /** Where measurements go; nowhere when missing. */
  readonly measurements?: Pick<Telemetry, 'count' | 'observe' | 'gauge'>;
  /** The project of Google Cloud in which traces are looked up. */
  readonly project?: string;
  /** Exports each span as it ends: for a process that may have no processor after its answer. */
  readonly immediately?: boolean;
}): Promise<ProcessTelemetry> {
  const { service, settings, clock, write, measurements = silentTelemetry, project, immediately } = options;
  const { least, traces } = settings;
  const tracing =
    traces === null
      ? null
      : await otlpTracing({ service, ...traces, ...(immediately === undefined ? {} : { immediately }) });
  return {
    telemetry: {
      count: measurements.count,
      observe: measurements.observe,
      gauge: measurements.gauge,
      log: jsonLog({ clock, write, least, ...(project === undefined ? {} : { project }) }),
      ...(tracing === null ? {} : { span: tracing.span }),
    },
    close: async () => tracing?.close(),
  };
}
