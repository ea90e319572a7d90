export { quantile, samplesOf, sideBySide, tableOf } from './measure';
export type { Row, Samples } from './measure';
export { automationRows, message } from './automation';
export { loopRows } from './steps';
export { runOthers } from './tier';
export { typicalAutomation } from './typical-automation';
