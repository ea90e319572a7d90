import { setTimeout as wait } from 'node:timers/promises';
import { CloudProduct } from '../../../../e2e/cloud/cloud-product';
import { stillMilliseconds, type Ground } from './ground';

/**
 * The product in the cloud's shape, on the emulators that the environment names: functions, relays and interfaces are
 * processes of their own, and one of them is struck at a time.
 * @param root the repository's folder, in which `npm run build:functions` has built them
 */
export function onEmulators(root: string): Ground {
  const product = new CloudProduct(root);
  const { parts } = product;
  const drawn = (random: () => number) => parts[Math.floor(random() * parts.length)]!;
  const endAndStart = async (random: () => number, signal: 'SIGKILL' | 'SIGTERM') => {
    const part = drawn(random);
    const hasEnded = await product.end(part, signal);
    await product.start();
    return hasEnded ? part : `${part}, which did not end in the time that its platform gives it`;
  };
  return {
    get entrance() {
      return product.entrance;
    },
    strikes: {
      kill: (random) => endAndStart(random, 'SIGKILL'),
      restart: (random) => endAndStart(random, 'SIGTERM'),
      async hang(random) {
        const part = drawn(random);
        product.hang(part);
        await wait(stillMilliseconds(random));
        product.goOn(part);
        return part;
      },
      async 'cut-bus'(random) {
        product.cutLines();
        await wait(stillMilliseconds(random));
        await product.start();
      },
    },
    leftOut: ['full-disk, slow-disk: the emulators keep everything in memory'],
    start: () => product.start(),
    stop: () => product.stop(),
  };
}
