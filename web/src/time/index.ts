export { ServerClock } from './server-clock';
export { TimeContext, useTime } from './time-context';
export type { Time } from './time-context';
export { whenIn } from './when';
export type { When } from './when';
