export { chartOf } from './chart';
export { percentile, simulate } from './pipeline';
export { picturesOf } from './scenarios';
