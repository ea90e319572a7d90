export { jsonLog, logLevels } from './logs/json-log';
export type { JsonLogOptions, LogLevel } from './logs/json-log';
export { catalogue } from './metrics/catalogue';
export type { Metric } from './metrics/catalogue';
export { prometheusTelemetry } from './metrics/prometheus';
export type { Exposition, PrometheusTelemetry, Series } from './metrics/prometheus';
export { otlpTracing } from './traces/otlp';
export type { Tracing } from './traces/tracer';
