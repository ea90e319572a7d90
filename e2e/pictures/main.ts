import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../chromium';
import { Person } from '../person';
import { Product } from '../product';
import { everyView } from './every-view';
import { scene, type Scene } from './scene';
import { views } from './views';

/**
 * Takes pictures of the real product, with people who talk in it.
 *   npm run pictures                           docs/pictures/, each view as views.ts wants it
 *   npm run pictures -- --all FOLDER [NAME…]   for looking at: every view, or those whose names begin so, wide,
 *                                              middling and narrow, light and dark
 */
const { values, positionals } = parseArgs({ options: { all: { type: 'string' } }, allowPositionals: true });
const target = path.resolve(values.all ?? 'docs/pictures');
const wide = { width: 1440, height: 900 };
const middling = { width: 1024, height: 768 };
const narrow = { width: 390, height: 844 };

async function picture(page: Page, name: string) {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(target, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

/** Makes a page as it is when one begins to go to a view; the way there is the wide window's. */
async function begin(page: Page) {
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function documentation(maya: Person, url: string) {
  for (const view of views) {
    await begin(maya.page);
    await view.show(maya, url);
    await maya.page.setViewportSize(view.phone === true ? narrow : wide);
    await maya.page.emulateMedia({ colorScheme: view.dark === true ? 'dark' : 'light' });
    await picture(maya.page, view.name);
  }
}

/** Every view as somebody who judges the design wants it. One that cannot be shown is named, and the rest go on. */
async function everything(scene: Scene) {
  const wanted = everyView.filter(
    ({ name }) => positionals.length === 0 || positionals.some((beginning) => name.startsWith(beginning)),
  );
  for (const { name, show, again } of wanted) {
    try {
      for (const { page } of [scene.maya, scene.newcomer, { page: scene.stranger }]) {
        await begin(page);
        await page.keyboard.press('Escape');
      }
      const page = await show(scene);
      for (const size of [wide, middling, narrow]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize(size);
          await page.emulateMedia({ colorScheme });
          await again?.(page);
          await picture(page, `${name}-${size.width}-${colorScheme}`);
        }
      }
    } catch (failure) {
      console.error(`${name} could not be shown:`, failure);
      process.exitCode = 1;
    }
  }
}

/** The first page of a new server: it offers two people to try it as. */
async function wayIn(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: wide, colorScheme: 'light' });
  await page.goto(url);
  await page.getByRole('button', { name: 'Try as Ada' }).waitFor();
  await picture(page, values.all === undefined ? 'sign-in' : 'sign-in-samples');
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
    const { url } = product;
    await wayIn(browser, url);
    const { maya, group } = await scene(browser, url);
    if (values.all === undefined) await documentation(maya, url);
    else {
      const newcomer = await Person.signUp(browser, url, 'nora');
      // Without a service worker: what it kept would hide that the server is away.
      const stranger = await browser.newPage({ serviceWorkers: 'block' });
      await everything({ product, url, maya, group, newcomer, stranger });
    }
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
