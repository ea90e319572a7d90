import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { widths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('offline');
const { product } = tested;
let ada: Person;
let ben: Person;
const composer = (person: Person) => person.page.getByRole('textbox', { name: 'Message', exact: true });

beforeAll(async () => {
  ada = await Person.signUp(tested.browser, product.url, 'ada', { viewport: widths.desktop });
  ben = await Person.signUp(tested.browser, product.url, 'ben', { viewport: widths.phone });
  await ada.openConversationWith('ben');
});

describe('a page without a server', () => {
  it('is kept for it: the browser holds the page, and may install it', async () => {
    // given
    await ada.send('Before the storm');
    await ben.openConversationWith('ada');
    await ben.sees('Before the storm');
    // when
    await ada.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (navigator.serviceWorker.controller === null)
        await new Promise((resolve) => setTimeout(resolve, 50));
    });
    const manifest = (await (await ada.page.request.get(`${product.url}/manifest.webmanifest`)).json()) as {
      icons: { src: string }[];
    };
    // then
    for (const { src } of manifest.icons)
      expect((await ada.page.request.get(product.url + src)).status()).toBe(200);
  });

  it('opens with what it knows, and keeps what is written and what is begun', async () => {
    // given
    await product.kill();
    // when
    await ada.page.reload();
    // then
    await ada.sees('Before the storm');
    await ada.page.getByRole('heading', { name: 'ben', exact: true }).waitFor();
    await ada.page.getByText('You are offline.').waitFor();
    await expectAccessible(ada.page);
    // when
    await ada.send('Written in the storm');
    await ada.messages.getByText('Sending…').waitFor();
    await composer(ada).fill('And this is only beg');
    await ada.page.waitForTimeout(300);
    await ada.page.reload();
    // then
    await ada.sees('Written in the storm');
    expect(await composer(ada).inputValue()).toBe('And this is only beg');
  });

  it('sends it once when the server is back', async () => {
    // when
    await product.start();
    // then
    await ben.sees('Written in the storm');
    await ada.messages.getByText('Read', { exact: true }).waitFor();
    await ada.page.reload();
    await ada.sees('Written in the storm');
    expect(await ada.messages.getByText('Written in the storm').count()).toBe(1);
    expect(await ben.messages.getByText('Written in the storm').count()).toBe(1);
    expect(await composer(ada).inputValue()).toBe('And this is only beg');
  });
});

describe('a session that ends in the middle of a word', () => {
  it('loses nothing of it: it is there after signing in again', async () => {
    // given
    await composer(ada).fill('Half a wo');
    await ada.page.waitForTimeout(300);
    // when
    await ada.page.evaluate(() => {
      const session = JSON.parse(sessionStorage.getItem('parley.session')!) as { token: string };
      sessionStorage.setItem('parley.session', JSON.stringify({ ...session, token: 'ended' }));
    });
    await ada.page.reload();
    await ada.page.getByText('Your session has ended. Please sign in again.').waitFor();
    await ada.page.getByLabel('Username').fill('ada');
    await ada.page.getByRole('textbox', { name: 'Password' }).fill('ada has a long password');
    await ada.page.getByRole('button', { name: 'Sign in' }).click();
    // then
    await ada.sees('Written in the storm');
    expect(await composer(ada).inputValue()).toBe('Half a wo');
  });

  it('while signing out leaves nothing on the device', async () => {
    // when
    const cem = await Person.signUp(tested.browser, product.url, 'cem');
    await cem.openConversationWith('ada');
    await cem.send('Hello');
    await cem.page.getByRole('button', { name: 'Settings' }).click();
    await cem.page.getByRole('button', { name: /^Account/ }).click();
    await cem.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await cem.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    // then
    const left = () =>
      cem.page.evaluate(
        async () =>
          (await indexedDB.databases()).length +
          Object.keys(localStorage).filter((key) => key.includes('people')).length,
      );
    for (let i = 0; i < 50 && (await left()) > 0; i++) await cem.page.waitForTimeout(50);
    expect(await left()).toBe(0);
    await cem.page.context().close();
  });
});

describe('a device with something wrong', () => {
  it.each([
    [
      'allows no storage',
      () => {
        Object.defineProperty(window, 'indexedDB', {
          get() {
            throw new DOMException('no', 'SecurityError');
          },
        });
        Storage.prototype.setItem = () => {
          throw new DOMException('no', 'QuotaExceededError');
        };
      },
    ],
    [
      'has a clock that is three days behind',
      () => {
        const now = Date.now;
        Date.now = () => now() - 3 * 24 * 60 * 60_000;
      },
    ],
  ])('that %s still talks', async (what, breaks) => {
    // given
    const context = await tested.browser.newContext({ viewport: widths.desktop });
    await context.addInitScript(breaks);
    const name = `person${what.length}`;
    const person = await Person.signUpIn(context, product.url, name);
    // when
    await person.openConversationWith('ben');
    await person.send('One');
    await person.messages.getByText('Delivered').waitFor();
    await person.send('Two');
    // then
    await person.messages.getByText('Delivered').waitFor();
    const rows = await person.messages.getByRole('article').allInnerTexts();
    expect(rows.map((row) => /One|Two/.exec(row)?.[0])).toEqual(['One', 'Two']);
    expect(person.faults).toEqual([]);
    await context.close();
  });
});

describe('the keyboard', () => {
  it('goes to a conversation by name, to the next one, and says what it can', async () => {
    // given
    const { page } = ada;
    // when
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Name of a conversation or a person' }).fill('p');
    await page.getByRole('option').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Name of a conversation or a person' }).fill('cem');
    await page.keyboard.press('Enter');
    // then
    await page.getByRole('heading', { name: 'cem', exact: true }).waitFor();
    await composer(ada).and(page.locator(':focus')).waitFor();
    // when
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('heading', { name: 'ben', exact: true }).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    // then
    await page.getByRole('heading', { name: 'cem', exact: true }).waitFor();
    // when
    await composer(ada).blur();
    await page.keyboard.press('?');
    // then
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('new messages are said to those who listen', async () => {
    // given
    await ada.openConversationWith('ben');
    // when
    await ben.send('Listen');
    // then
    await ada.page.getByRole('status').getByText('ben: Listen').waitFor({ state: 'attached' });
    expect(await ada.messages.getByText('Listen').count()).toBe(1);
  });
});

it('nothing failed unseen in the pages', () => {
  expect([...ada.faults, ...ben.faults]).toEqual([]);
});
