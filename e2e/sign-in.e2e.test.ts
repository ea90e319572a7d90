import { describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('sign-in');
const { product } = tested;
const contexts: BrowserContext[] = [];

/** A window of its own, at the product's first page. */
async function visit(
  options: Parameters<Browser['newContext']>[0] = {},
  before?: (page: Page) => Promise<void>,
) {
  const context = await tested.browser.newContext(options);
  contexts.push(context);
  const page = await context.newPage();
  await before?.(page);
  await page.goto(product.url);
  return page;
}

async function fill(page: Page, name: string, password: string) {
  await page.getByLabel('Username').fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
}

const signedIn = (page: Page, name: string) => page.getByRole('button', { name: `account of ${name}` });

describe('a new server on this machine', () => {
  it('offers two people to try it as, who have a conversation and scripts', async () => {
    // given
    const ada = await visit();
    await expectAccessible(ada);
    // when
    await ada.getByRole('button', { name: 'Try as Ada' }).click();
    await signedIn(ada, 'ada').waitFor();
    await ada.getByRole('button', { name: /Open the conversation with ben/ }).click();
    // then
    await ada.getByText('Hello Ada!').first().waitFor();
    const ben = await visit();
    await ben.getByRole('button', { name: 'Try as Ben' }).click();
    await signedIn(ben, 'ben').waitFor();
    await ada.getByRole('textbox', { name: 'Message', exact: true }).fill('!dates');
    await ada.keyboard.press('Enter');
    await ada.getByText('I am free on Tuesday evening and on Saturday.').first().waitFor();
  });
});

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  it.each(['light', 'dark'] as const)('the way in breaks no rule of axe, %s', async (colorScheme) => {
    const page = await visit({ viewport, colorScheme });
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Use between 8 and 256 characters.').waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  it('a person signs up, and out, is told of a taken name and a wrong password, and signs in', async () => {
    // given
    const name = `cleo-${width}`;
    const page = await visit({ viewport });
    await page.getByRole('button', { name: 'Create account' }).click();
    await fill(page, name, 'a long password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await signedIn(page, name).waitFor();
    await expectAccessible(page);
    // when
    await signedIn(page, name).click();
    await page
      .getByRole('list', { name: 'Pages of the settings' })
      .getByRole('button', { name: 'Account' })
      .click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    // then
    await page.getByRole('button', { name: 'Create account' }).click();
    await fill(page, name.toUpperCase(), 'another password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('That username is taken. Try another one.').waitFor();
    expect(await page.getByLabel('Username').inputValue()).toBe(name.toUpperCase());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await fill(page, name, 'a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The username or the password is not right.').waitFor();
    await expectAccessible(page);
    await fill(page, name, 'a long password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signedIn(page, name).waitFor();
  });

  it('an address that leads nowhere says so, and leads back', async () => {
    // given
    const page = await visit({ viewport });
    await page.getByRole('button', { name: 'Try as Ada' }).click();
    await signedIn(page, 'ada').waitFor();
    // when
    await page.goto(`${product.url}/#/nowhere`);
    // then
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go to your chats' }).click();
    await page.getByRole('heading', { name: 'Chats' }).waitFor();
  });
});

describe('a person without a mouse', () => {
  it('signs up, and opens the settings and a page of them, by keys alone', async () => {
    // given
    const page = await visit();
    await page.getByLabel('Username').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const tabTo = async (text: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(text)) return;
      }
      throw new Error(`Tab does not reach ${text}`);
    };
    // when
    await tabTo('Create account');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    await page.getByLabel('Username').focus();
    await page.keyboard.type('keyla');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a long password');
    await page.keyboard.press('Enter');
    await signedIn(page, 'keyla').waitFor();
    await tabTo('Settings');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Pages of the settings' }).waitFor();
    await tabTo('Appearance');
    await page.keyboard.press('Enter');
    // then
    await page.getByRole('heading', { name: 'Appearance', level: 2 }).waitFor();
    expect(await focused()).toBe('Appearance');
  });
});

describe('a session', () => {
  it('given a token that expires while one types, then nothing typed is lost, and it is sent', async () => {
    // given
    const person = await Person.signUp(tested.browser, product.url, 'typist');
    await person.openConversationWith('ada');
    const composer = person.page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('Half a sentence');
    // when: every call with a token is answered as for one that has expired, until it is renewed
    let renewed = false;
    await person.page.route('**/api/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/api/refresh') renewed = true;
      if (renewed) return route.continue();
      return route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: '{"code":"token-expired"}',
      });
    });
    await person.page.evaluate(() => {
      const held = JSON.parse(sessionStorage.getItem('parley.session')!) as { expiresAt: number };
      sessionStorage.setItem('parley.session', JSON.stringify({ ...held, expiresAt: Date.now() - 1 }));
    });
    await person.page.getByLabel('Search people and chats').fill('nobody there');
    await expect(
      person.page.waitForResponse((response) => response.url().endsWith('/api/refresh')),
    ).resolves.toBeDefined();
    // then
    expect(await composer.inputValue()).toBe('Half a sentence');
    await composer.press('End');
    await composer.pressSequentially(', and the other half');
    await composer.press('Enter');
    await person.sees('Half a sentence, and the other half');
    expect(person.faults).toEqual([]);
    await person.page.context().close();
  });

  it('given a server that goes and comes back, then what was written meanwhile arrives', async () => {
    // given
    const person = await Person.signUp(tested.browser, product.url, 'patient');
    await person.openConversationWith('ada');
    await person.send('Before');
    await person.sees('Before');
    // when
    await product.stop();
    await person.page.getByText(/You are offline/).waitFor();
    await expectAccessible(person.page);
    await person.send('Meanwhile');
    await person.sees('Meanwhile');
    await product.start();
    await person.page.getByRole('button', { name: 'Try now' }).click();
    // then
    await person.page.getByText(/You are offline/).waitFor({ state: 'hidden' });
    const ada = await visit();
    await ada.getByRole('button', { name: 'Try as Ada' }).click();
    await ada.getByRole('button', { name: /Open the conversation with patient/ }).click();
    await ada.getByText('Meanwhile').first().waitFor();
    expect(person.faults).toEqual([]);
    await person.page.context().close();
  });
});

describe('a browser that keeps its storage from the page', () => {
  it('still lets a person sign up and write', async () => {
    // given
    const faults: string[] = [];
    const page = await visit({}, async (before) => {
      before.on('pageerror', (error) => faults.push(String(error)));
      await before.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('Access is denied for this document.', 'SecurityError');
            },
          });
      });
    });
    // when
    await page.getByRole('button', { name: 'Create account' }).click();
    await fill(page, 'private', 'a long password');
    await page.getByRole('button', { name: 'Create account' }).click();
    await signedIn(page, 'private').waitFor();
    await page.getByLabel('Search people and chats').fill('ada');
    await page.getByRole('button', { name: 'ada', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Hello from a private window');
    await page.keyboard.press('Enter');
    // then
    await page.getByRole('log', { name: 'Messages' }).getByText('Hello from a private window').waitFor();
    expect(faults).toEqual([]);
  });
});
