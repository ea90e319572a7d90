import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openBeside, systemClock, systemIds } from '@parley/embedded';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { untilSwitchedOn } from './product';
import { pingAndSpam } from './scripts';
import { describeAtWidths } from './widths';

jest.setTimeout(300_000);

const tested = productInBrowser('operations');
const { product, data } = tested;
let ada: Person;
let ben: Person;

/** Gives somebody a script past the page. */
const give = ({ page }: Person, source: string) =>
  page.evaluate(async (body) => {
    const { token } = JSON.parse(sessionStorage.getItem('parley.session')!) as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    await fetch('/api/scripts/recv', { method: 'PUT', headers, body });
  }, source);

beforeAll(async () => {
  ada = await Person.signUp(tested.browser, product.url, 'ada');
  ben = await Person.signUp(tested.browser, product.url, 'ben');
  await give(ben, pingAndSpam);
  // As the operator's command does it, beside the server: somebody becomes an operator, and messages come that no function can read.
  const beside = openBeside(data, { clock: systemClock, ids: systemIds });
  await beside.accounts.setOperator(await ada.id(), true);
  for (let i = 0; i < 3; i++) {
    await beside.bus.publish('auto-reply-config', { data: '{"nonsense":true}', attributes: {} });
  }
  beside.close();
  await ada.page.waitForTimeout(untilSwitchedOn);
  await ada.say(
    Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? '!ping' : `message ${i}`)),
    [ben],
  );
});

describeAtWidths(['desktop', 'phone'], (viewport, name) => {
  beforeEach(async () => {
    await ada.page.setViewportSize(viewport);
    await ada.page.goto(`${product.url}/ops`);
    await ada.page.getByRole('heading', { name: 'Operations', level: 2 }).waitFor();
  });

  it('shows how messages do on their way', async () => {
    const { page } = ada;
    const figures = page.getByLabel('Now', { exact: true });
    await figures.getByText('Half arrive within').waitFor();
    const stages = page.getByRole('region', { name: /^Stages/ });
    await stages.getByRole('row', { name: /^jolie-exec 30 / }).waitFor();
    await page
      .getByRole('region', { name: /^Scripts/ })
      .getByText('Answered')
      .waitFor();
    await page.getByRole('img', { name: /^Messages accepted a second/ }).waitFor();
    const shot = process.env['PARLEY_SHOTS'];
    if (shot !== undefined) await page.screenshot({ path: `${shot}/operations-${name}.png` });
  });

  it('breaks no rule of axe, in light and in dark, and is no wider than the window', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme });
      await expectAccessible(ada.page);
    }
    await ada.page.emulateMedia({ colorScheme: null });
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  it('lists what was put aside, and sends it on its way again when that is confirmed', async () => {
    const { page } = ada;
    const letters = page.getByRole('list', { name: 'Put aside' });
    await letters.getByRole('listitem').nth(2).waitFor();
    const replays = letters.getByRole('button', { name: /^Replay the message/ });
    const first = (await replays.first().getAttribute('aria-label'))!;
    await replays.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await letters.getByRole('button', { name: first }).click();
    await dialog.getByRole('button', { name: 'Send it' }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('It is on its way again.').waitFor();
    // It is as poisonous as it was, and comes back under another id.
    await letters.getByRole('button', { name: first }).waitFor({ state: 'detached' });
    await letters.getByRole('listitem').nth(2).waitFor();
  });

  it('is led to from the settings, and leads back', async () => {
    const { page } = ada;
    await page.goto(`${product.url}/#/settings`);
    await page.getByRole('list', { name: 'Operations' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Operations', level: 2 }).waitFor();
    await page.goBack();
    await page.getByRole('list', { name: 'Pages of the settings' }).waitFor();
  });
});

describe('somebody who is no operator', () => {
  it('has no way there, and finds nothing there', async () => {
    const { page } = ben;
    await page.goto(`${product.url}/#/settings`);
    await page.getByRole('list', { name: 'Pages of the settings' }).waitFor();
    expect(await page.getByRole('list', { name: 'Operations' }).count()).toBe(0);
    await page.goto(`${product.url}/ops`);
    await page.getByText('There is nothing here for you.').waitFor();
    await expectAccessible(page);
    expect([ada.faults, ben.faults]).toEqual([[], []]);
  });
});
