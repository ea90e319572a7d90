import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from './access/operations';
import { startProduct, type Product } from './product/product';
import { accessAttack } from './sections/access';

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-page-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
  product = await startProduct({
    productFile: path.resolve('build/run/infra-bench-attack-product-main.mjs'),
    workerFile: path.resolve('build/run/functions-automation-runner-worker-main.mjs'),
    webDirectory: folder,
  });
});
afterAll(async () => {
  await product.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what is somebody’s', () => {
  it.each(operations.map((access, i) => ({ what: access.operation, access, i })))(
    'given $what, when its owner, another person, an operator and nobody try, then only those get at it who may',
    async ({ access, i }) => {
      expect(await accessAttack(access, i).attempt(product)).toEqual({ held: true });
    },
  );
});
