export { MemoryBus } from './bus';
export type { MemoryBusOptions } from './bus';
export { memoryScripts } from './scripts';
export { memoryStore } from './store';
