export { accountsContract } from './accounts-contract';
export { busContract } from './bus-contract';
export type { BusUnderTest } from './bus-contract';
export { eventually } from './eventually';
export { ManualClock } from './manual-clock';
export { scriptsContract } from './scripts-contract';
export { storeContract } from './store-contract';
export type { StoreUnderTest } from './store-contract';
