import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Product } from '../../../../e2e/product';
import { mountDisk } from './disk';
import { stillMilliseconds, type Ground, type Strike } from './ground';

/**
 * The product as its users start it on one machine: one process, and data on a small disk of its own.
 * @param root the repository's folder
 */
export function oneMachine(root: string): Ground {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-faults-'));
  const disk = mountDisk(folder);
  const product = new Product(root, path.join(folder, 'data'));
  const strikes: Record<string, Strike> = {
    async kill() {
      await product.kill();
      await product.start();
    },
    async restart() {
      await product.stop();
      await product.start();
    },
    async hang(random) {
      product.hang();
      await wait(stillMilliseconds(random));
      product.goOn();
    },
  };
  if (disk.cantFill === null)
    strikes['full-disk'] = async (random) => {
      disk.fill();
      await wait(500 + random() * 3_000);
      disk.clear();
    };
  if (disk.cantSlow === null)
    strikes['slow-disk'] = (random) => disk.stutter(2_000 + random() * 6_000, random);
  return {
    get entrance() {
      return product.url;
    },
    strikes,
    leftOut: [
      ...(disk.cantFill === null ? [] : [`full-disk: ${disk.cantFill}`]),
      ...(disk.cantSlow === null ? [] : [`slow-disk: ${disk.cantSlow}`]),
    ],
    start: () => product.start(),
    async stop() {
      await product.stop();
      disk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
