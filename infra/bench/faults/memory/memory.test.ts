import { busContract, ManualClock, scriptsContract, storeContract } from '@parley/ports/contract';
import { MemoryBus, memoryScripts, memoryStore } from './index';

busContract('in memory', async () => {
  const clock = new ManualClock();
  const bus = new MemoryBus(clock);
  return {
    bus,
    clock,
    reopen: async () => new MemoryBus(clock, { heldBefore: bus }),
    close: async () => {},
  };
});
storeContract('in memory', async () => ({
  store: memoryStore('the epoch of this memory'),
  close: async () => {},
}));
scriptsContract('in memory', async () => ({
  scripts: memoryScripts(() => new ManualClock().now()),
  close: async () => {},
}));
