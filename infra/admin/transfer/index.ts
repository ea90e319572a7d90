export { exportLines } from './export';
export { importLines } from './import';
export type { Transferred, World } from './world';
