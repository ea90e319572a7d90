export { prometheusTelemetry } from './metrics/prometheus';
export type { PrometheusTelemetry } from './metrics/prometheus';
