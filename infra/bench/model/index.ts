export { assumptions, sizes } from './assumptions';
export type { Data, ServiceTimes } from './data';
export { demandOf } from './demand';
export type { Station } from './demand';
export { planOf } from './plan';
export type { Plan } from './plan';
export { figure } from './table';
export { usualWorkload } from './workload';
export type { Workload } from './workload';
