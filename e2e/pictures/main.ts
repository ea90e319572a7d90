import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../chromium';
import type { Person } from '../person';
import { Product } from '../product';
import { scene } from './scene';
import { views, type View } from './views';

/**
 * Takes pictures of the real product, with people who talk in it.
 *   npm run pictures              docs/pictures/, each view as views.ts wants it
 *   npm run pictures -- FOLDER    each view wide, middling and narrow, light and dark, for looking at
 */
const [, , folder] = process.argv;
const target = path.resolve(folder ?? 'docs/pictures');
const wide = { width: 1440, height: 900 };
const middling = { width: 1024, height: 768 };
const narrow = { width: 390, height: 844 };

async function picture(page: Page, name: string) {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(target, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Shows a view; on a phone the way there is the wide window's. */
async function show(view: View, maya: Person, url: string) {
  await maya.page.setViewportSize(wide);
  await maya.page.emulateMedia({ colorScheme: 'light' });
  await view.show(maya, url);
}

async function documentation(maya: Person, url: string) {
  for (const view of views) {
    await show(view, maya, url);
    await maya.page.setViewportSize(view.phone === true ? narrow : wide);
    await maya.page.emulateMedia({ colorScheme: view.dark === true ? 'dark' : 'light' });
    await picture(maya.page, view.name);
  }
}

/** Every view as somebody who judges the design wants it. */
async function everything(maya: Person, url: string) {
  for (const view of views.filter(({ phone, dark }) => phone !== true && dark !== true)) {
    await show(view, maya, url);
    for (const size of [wide, middling, narrow]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await maya.page.setViewportSize(size);
        await maya.page.emulateMedia({ colorScheme });
        await picture(maya.page, `${view.name}-${size.width}-${colorScheme}`);
      }
    }
  }
}

/** The first page of a new server: it offers two people to try it as. */
async function wayIn(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: wide, colorScheme: 'light' });
  await page.goto(url);
  await page.getByRole('button', { name: 'Try as Ada' }).waitFor();
  await picture(page, 'sign-in');
  await page.close();
}

async function main() {
  const data = mkdtempSync(path.join(tmpdir(), 'parley-pictures-'));
  const product = new Product(process.cwd(), data);
  mkdirSync(target, { recursive: true });
  await product.start();
  const browser = await chromium.launch({
    executablePath: findChromium(process.env['CHROMIUM']),
    args: chromiumArguments,
  });
  try {
    await wayIn(browser, product.url);
    const maya = await scene(browser, product.url);
    await (folder === undefined ? documentation : everything)(maya, product.url);
  } finally {
    await browser.close();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
  console.log(target);
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
