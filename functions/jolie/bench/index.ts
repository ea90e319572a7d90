export { quantile, samplesOf, sideBySide, tableOf } from './measure';
export type { Row, Samples } from './measure';
export { typicalAutomation } from './typical-automation';
