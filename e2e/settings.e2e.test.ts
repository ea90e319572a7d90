import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { Product } from './product';
import { describeAtWidths, widths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('settings');
// Every person of these tests signs up, and in, from one address.
const { product } = tested;
let ada: Person;

beforeAll(async () => {
  ada = await Person.signUp(tested.browser, product.url, 'ada', {
    timezoneId: 'Europe/Copenhagen',
    acceptDownloads: true,
  });
});

/** Opens a page of the settings, from wherever the person is. */
async function openSettings({ page, name }: Person, title: string) {
  const back = page.getByRole('button', { name: 'Back' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('button', { name: `account of ${name}` }).click();
  const list = page.getByRole('list', { name: 'Pages of the settings' });
  await list.getByRole('button', { name: title }).click();
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
}

const pages = ['Account', 'Sessions', 'Appearance', 'Time zone', 'Blocked people', 'Your data'];

describeAtWidths(['desktop', 'phone'], (viewport) => {
  beforeAll(() => ada.page.setViewportSize(viewport));

  it.each(pages)('has the page %s, which breaks no rule of axe in light and in dark', async (title) => {
    await openSettings(ada, title);
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme });
      await expectAccessible(ada.page);
    }
    await ada.page.emulateMedia({ colorScheme: null });
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  afterAll(() => ada.page.setViewportSize(widths.desktop));

  it('given who came from the list, then Back leads to it, and leaves no trail', async () => {
    // given
    await openSettings(ada, 'Appearance');
    if (viewport.width < 768) {
      await ada.page.getByRole('button', { name: 'Back' }).click();
    } else await ada.page.goBack();
    // then
    await ada.page.waitForURL(/#\/settings$/);
    await ada.page.goForward();
    await ada.page.getByRole('heading', { name: 'Appearance', level: 2 }).waitFor();
  });
});

describe('the settings, where there is room beside their list', () => {
  it('open with the account, and the focus stays where it was', async () => {
    // when
    await ada.page.getByRole('button', { name: 'Chats' }).click();
    await ada.page.getByRole('button', { name: 'Settings' }).click();
    // then
    const account = ada.page.getByRole('heading', { name: 'Account', level: 2 });
    await account.waitFor();
    expect(await account.and(ada.page.locator(':focus')).count()).toBe(0);
    await expectAccessible(ada.page);
    // when
    await ada.page
      .getByRole('list', { name: 'Pages of the settings' })
      .getByRole('button', { name: 'Account' })
      .click();
    // then
    await account.and(ada.page.locator(':focus')).waitFor();
  });
});

describe('appearance', () => {
  it('given a chosen scheme, then it holds at once and after a reload, before anything is painted', async () => {
    // given
    const { page } = ada;
    await openSettings(ada, 'Appearance');
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    // when
    await page.getByText('Dark', { exact: true }).click();
    expect(await scheme()).toBe('dark');
    await page.goto(`${product.url}/color-scheme.js`);
    await page.goto(`${product.url}/#/settings/appearance`, { waitUntil: 'commit' });
    // then
    await page.locator('html[data-mantine-color-scheme]').waitFor({ state: 'attached' });
    expect(await scheme()).toBe('dark');
    await page.getByText('Dark', { exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    await page.getByText('As the system', { exact: true }).click();
  });
});

describe('the time zone', () => {
  it('is the device’s for a new person, and can be another', async () => {
    // given
    const { page } = ada;
    await openSettings(ada, 'Time zone');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await zone.waitFor();
    expect(await zone.inputValue()).toBe('Europe/Copenhagen');
    // when
    await zone.fill('Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    // then
    await page.reload();
    await zone.waitFor();
    expect(await zone.inputValue()).toBe('Asia/Tokyo');
    await page.getByRole('button', { name: 'Use this device’s: Europe/Copenhagen' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await zone.inputValue()).toBe('Europe/Copenhagen');
  });
});

describe('blocked people', () => {
  it('are found by name, do not reach who blocked them, and can be let in again', async () => {
    // given
    const { page } = ada;
    const spam = await Person.signUp(tested.browser, product.url, 'spammer');
    await openSettings(ada, 'Blocked people');
    await page.getByText('You have blocked nobody.').waitFor();
    // when
    await page.getByLabel('Block somebody').fill('spam');
    await page.getByRole('button', { name: 'Block spammer' }).click();
    await page.getByText('spammer is blocked.').waitFor();
    await expectAccessible(page);
    await spam.openConversationWith('ada');
    await spam.send('Buy now');
    await spam.sees('Buy now');
    // then
    await page.getByRole('button', { name: 'Unblock spammer' }).click();
    await page.getByText('spammer can write to you again.').waitFor();
    await spam.send('Sorry for that');
    await ada.openConversationWith('spammer');
    await ada.sees('Sorry for that');
    expect(await ada.messages.getByText('Buy now').count()).toBe(0);
    expect(spam.faults).toEqual([]);
    await spam.page.context().close();
  });
});

describe('sessions', () => {
  it('are listed with their device, and ending one signs it out there', async () => {
    // given
    const elsewhere = await tested.browser.newPage();
    await elsewhere.goto(product.url);
    await elsewhere.getByLabel('Username').fill('ada');
    await elsewhere.getByRole('textbox', { name: 'Password' }).fill('ada has a long password');
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.getByRole('button', { name: 'account of ada' }).waitFor();
    // when
    await openSettings(ada, 'Sessions');
    const sessions = ada.page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
    await sessions.nth(1).waitFor();
    expect(await sessions.first().innerText()).toMatch(/^Chrome on \w+/);
    const here = ada.page.getByText('This one', { exact: true });
    expect(await sessions.filter({ has: here }).count()).toBe(1);
    await sessions.filter({ hasNot: here }).getByRole('button', { name: 'End this one' }).click();
    // then
    await elsewhere.getByText('Your session has ended. Please sign in again.').waitFor();
    await ada.page.getByText('You are signed in nowhere else.').waitFor();
    await elsewhere.close();
  });

  it('given a server that is away, then the page says so and has a way out', async () => {
    // given
    const { page } = ada;
    await openSettings(ada, 'Account');
    await page.route('**/api/blocks', (route) => route.abort());
    // when
    await page.reload();
    await openSettings(ada, 'Blocked people');
    await page.getByText('This could not be loaded.').waitFor();
    await expectAccessible(page);
    await page.unroute('**/api/blocks');
    await page.getByRole('button', { name: 'Try again' }).click();
    // then
    await page.getByText('You have blocked nobody.').waitFor();
  });
});

describe('the password', () => {
  it('is changed by who knows it', async () => {
    // given
    const { page } = ada;
    await openSettings(ada, 'Account');
    const change = async (now: string, next: string, again: string) => {
      await page.getByRole('textbox', { name: 'Password now' }).fill(now);
      await page.getByRole('textbox', { name: 'New password', exact: true }).fill(next);
      await page.getByRole('textbox', { name: 'New password again' }).fill(again);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    // then
    await change('a guess', 'a better password', 'a bitter password');
    await page.getByText('The two do not match.').waitFor();
    await change('a guess', 'a better password', 'a better password');
    await page.getByText('This is not your password.').waitFor();
    await expectAccessible(page);
    await change('ada has a long password', 'a better password', 'a better password');
    await page.getByText('The password is changed.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Password now' }).inputValue()).toBe('');
  });
});

describe('one’s data', () => {
  it('is downloaded as a file', async () => {
    // given
    await openSettings(ada, 'Your data');
    // when
    const [download] = await Promise.all([
      ada.page.waitForEvent('download'),
      ada.page.getByRole('button', { name: 'Download my data' }).click(),
    ]);
    // then
    expect(download.suggestedFilename()).toBe('parley-data.json');
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      user: unknown;
      messages: unknown[];
    };
    expect(file.user).toMatchObject({ username: 'ada' });
    expect(JSON.stringify(file.messages)).toContain('Sorry for that');
  });

  it('goes with the account, for who types the name and the password', async () => {
    // given
    const { page } = ada;
    await openSettings(ada, 'Your data');
    const name = page.getByLabel('Type your username, ada');
    const password = page.getByRole('textbox', { name: 'Password' });
    const button = page.getByRole('button', { name: 'Delete my account for good' });
    // then
    await name.fill('adam');
    await button.click();
    await page.getByText('This is not your username.').waitFor();
    await name.fill('ada');
    await password.fill('a guess, again');
    await button.click();
    await page.getByText('This is not your password.').waitFor();
    // when
    await password.fill('a better password');
    await button.click();
    await page.getByText('Your account is gone, and everything in it.').waitFor();
    // then
    await page.getByLabel('Username').fill('ada');
    await page.getByRole('textbox', { name: 'Password' }).fill('a better password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The username or the password is not right.').waitFor();
  });
});

describe('somebody who has no password', () => {
  it('is asked for none: the name deletes the account, soon after a sign-in', async () => {
    // given
    const folder = mkdtempSync(path.join(tmpdir(), 'parley-settings-samples-'));
    const fresh = new Product(process.cwd(), folder);
    await fresh.start();
    const page = await tested.browser.newPage();
    await page.goto(fresh.url);
    await page.getByRole('button', { name: 'Try as Ada' }).click();
    await page.getByRole('button', { name: 'account of ada' }).click();
    const list = page.getByRole('list', { name: 'Pages of the settings' });
    // then
    await page.getByText('You have none here').waitFor();
    await expectAccessible(page);
    await list.getByRole('button', { name: 'Your data' }).click();
    const name = page.getByLabel('Type your username, ada');
    await name.waitFor();
    await expectAccessible(page);
    expect(await page.getByRole('textbox', { name: 'Password' }).count()).toBe(0);
    // when
    await name.fill('ada');
    await page.getByRole('button', { name: 'Delete my account for good' }).click();
    // then
    await page.getByText('Your account is gone, and everything in it.').waitFor();
    await page.close();
    await fresh.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});

it('nothing failed unseen in the page', () => {
  expect(ada.faults).toEqual([]);
});
