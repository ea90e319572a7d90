import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium';
import { Product } from './product';

/** A product of a test file's own, and a browser to look at it with. */
export interface ProductInBrowser {
  readonly product: Product;
  /** The folder that the product keeps its data in. */
  readonly data: string;
  /** There from the file's first test to its last; throws outside. */
  readonly browser: Browser;
}

/**
 * Starts both before the tests of a file, and ends both after them. To be called at the file's top: what it prepares itself in
 * `beforeAll` finds them there.
 * @param name what the data's folder is called by, for who looks for it
 */
export function productInBrowser(name: string): ProductInBrowser {
  const data = mkdtempSync(path.join(tmpdir(), `parley-${name}-`));
  const product = new Product(process.cwd(), data);
  let browser: Browser | null = null;

  beforeAll(async () => {
    await product.start();
    browser = await chromium.launch({
      executablePath: findChromium(process.env['CHROMIUM']),
      args: chromiumArguments,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  });

  return {
    product,
    data,
    get browser() {
      if (browser === null) throw new Error('The browser is not there before the first test.');
      return browser;
    },
  };
}
