import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, ViewportSize } from 'playwright-core';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths, widths } from './widths';

jest.setTimeout(180_000);

const tested = productInBrowser('hardship');
const { product } = tested;
let ben: Person;
const composer = (person: Person) => person.page.getByRole('textbox', { name: 'Message', exact: true });

beforeAll(async () => {
  ben = await Person.signUp(tested.browser, product.url, 'ben', { viewport: widths.desktop });
});

/** A name of its own for each try of a test: who failed leaves an account behind. */
const nameFor = (() => {
  let tries = 0;
  return (role: string) => `${role}-${++tries}`;
})();

/** Somebody in a window that something was done to before the page began. */
async function inWindow(
  role: string,
  prepare: (context: BrowserContext) => Promise<unknown>,
  viewport: ViewportSize = widths.desktop,
) {
  const context = await tested.browser.newContext({ viewport });
  await prepare(context);
  return Person.signUpIn(context, product.url, nameFor(role));
}

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  it.each([
    [
      'forbidden',
      () => {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('Access is denied for this document.', 'SecurityError');
            },
          });
      },
    ],
    [
      'full',
      () => {
        const full = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
        Storage.prototype.setItem = full;
        IDBObjectStore.prototype.put = full;
      },
    ],
  ])(
    'given storage that is %s, the page says what it does not keep, and loses nothing typed',
    async (what, breaks) => {
      // given
      const person = await inWindow(`${what}-${width}`, (context) => context.addInitScript(breaks), viewport);
      await person.openConversationWith('ben');
      // when
      await composer(person).pressSequentially('Half a wo');
      // then
      await person.page.getByText(/^This browser keeps nothing here/).waitFor();
      await expectAccessible(person.page);
      // when
      await person.page
        .getByRole('button', { name: 'Settings' })
        .or(person.page.getByRole('button', { name: 'Back', exact: true }))
        .first()
        .click();
      await person.openConversationWith('ben');
      // then
      expect(await composer(person).inputValue()).toBe('Half a wo');
      await composer(person).press('End');
      await composer(person).pressSequentially('rd');
      await composer(person).press('Enter');
      await person.sees('Half a word');
      await person.messages.getByText('Delivered').waitFor();
      expect(person.faults).toEqual([]);
      await person.page.context().close();
    },
  );
});

const day = 24 * 60 * 60_000;

describe.each([
  ['a day ahead', day],
  ['a day behind', -day],
])('a clock that is %s', (what, off) => {
  it('changes neither the order nor the days, and a session is renewed when it ends, and not before', async () => {
    // given
    const person = await inWindow(what.replaceAll(' ', '-'), (context) =>
      context.clock.install({ time: Date.now() + off }),
    );
    let renewals = 0;
    person.page.on('request', (request) => {
      if (request.url().endsWith('/api/refresh')) renewals++;
    });
    // when
    await person.openConversationWith('ben');
    await person.send('One');
    await person.messages.getByText('Delivered').waitFor();
    await ben.openConversationWith(person.name);
    await ben.send('Two');
    await person.sees('Two');
    await person.send('Three');
    await ben.sees('Three');
    // then
    for (const { messages } of [person, ben]) {
      const rows = await messages.getByRole('article').allInnerTexts();
      expect(rows.map((row) => /One|Two|Three/.exec(row)?.[0])).toEqual(['One', 'Two', 'Three']);
      expect(await messages.getByRole('heading').allInnerTexts()).toEqual(['Today']);
    }
    expect(renewals).toBe(0);
    // when
    await person.page.clock.fastForward('01:00:00');
    await person.page.getByLabel('Search people and chats').fill('nobody there');
    // then
    for (let i = 0; i < 100 && renewals === 0; i++) await person.page.waitForTimeout(100);
    expect(renewals).toBe(1);
    expect(person.faults).toEqual([]);
    await person.page.context().close();
  });
});

describe('a server that is gone for ten minutes', () => {
  it('gets all that was written meanwhile, once and in order, and is not overrun by those who wait', async () => {
    // given
    const person = await inWindow('patient', (context) => context.clock.install());
    await person.openConversationWith('ben');
    await person.send('Before');
    await person.messages.getByText('Delivered').waitFor();
    await ben.openConversationWith(person.name);
    let tries = 0;
    person.page.on('websocket', () => tries++);
    // when
    await product.kill();
    const written = ['First', 'Second', 'Third'];
    for (const text of written) {
      await person.send(text);
      await person.sees(text);
    }
    for (let seconds = 0; seconds < 600; seconds += 10) {
      await person.page.clock.fastForward(10_000);
      await person.page.waitForTimeout(50);
    }
    // then
    await person.page.getByText(/^You are offline/).waitFor();
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(60);
    // when
    await product.start();
    await person.page.getByRole('button', { name: 'Try now' }).click();
    // then
    await ben.sees('Third');
    await person.messages.getByText('Sending…').waitFor({ state: 'hidden' });
    for (const { messages } of [person, ben]) {
      const rows = await messages.getByRole('article').allInnerTexts();
      expect(rows.map((row) => /Before|First|Second|Third/.exec(row)?.[0])).toEqual(['Before', ...written]);
    }
    expect(person.faults).toEqual([]);
    await person.page.context().close();
  });
});

/** What the page asked the browser to show; kept in the page. */
interface Recorded {
  readonly shown: { readonly title: string; readonly body: string; onclick: (() => void) | null }[];
  isHidden: boolean;
}

describe('notifications', () => {
  it('tell of what comes while the page is out of sight, not of the blocked, and a click leads there', async () => {
    // given
    const person = await inWindow('absent', async (context) => {
      await context.grantPermissions(['notifications'], { origin: product.url });
      await context.addInitScript(() => {
        const recorded: Recorded = { shown: [], isHidden: false };
        Object.assign(window, { recorded });
        Object.defineProperty(document, 'visibilityState', {
          get: () => (recorded.isHidden ? 'hidden' : 'visible'),
        });
        window.Notification = class {
          static readonly permission = 'granted';
          static requestPermission = async () => 'granted';
          readonly body: string;
          onclick: (() => void) | null = null;
          constructor(
            readonly title: string,
            { body = '' }: NotificationOptions,
          ) {
            this.body = body;
            recorded.shown.push(this);
          }
          close() {}
        } as unknown as typeof Notification;
      });
    });
    const cem = await Person.signUp(tested.browser, product.url, nameFor('cem'), {
      viewport: widths.desktop,
    });
    const { page } = person;
    const recorded = () =>
      page.evaluate(() =>
        (window as unknown as { recorded: Recorded }).recorded.shown.map(({ title, body }) => [title, body]),
      );
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: /^Notifications/ }).click();
    // The switch itself is drawn over: its track takes the pointer.
    await page.getByRole('switch', { name: 'Tell me of new messages' }).click({ force: true });
    await page.getByRole('button', { name: /^Blocked people/ }).click();
    await page.getByLabel('Block somebody').fill(cem.name);
    await page.getByRole('button', { name: `Block ${cem.name}` }).click();
    await page.getByText(`${cem.name} is blocked.`).waitFor();
    await page.getByRole('button', { name: 'Chats' }).click();
    // when
    await page.evaluate(() => {
      (window as unknown as { recorded: Recorded }).recorded.isHidden = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await cem.openConversationWith(person.name);
    await cem.send('From the blocked');
    await cem.messages.getByText('Sent', { exact: true }).waitFor();
    await ben.openConversationWith(person.name);
    await ben.send('Are you there?');
    await page.waitForFunction(() => (window as unknown as { recorded: Recorded }).recorded.shown.length > 0);
    // then
    expect(await recorded()).toEqual([['ben', 'Are you there?']]);
    expect(await page.title()).toBe('(1) Parley');
    // when
    await page.evaluate(() => {
      const { recorded } = window as unknown as { recorded: Recorded };
      recorded.isHidden = false;
      recorded.shown[0]!.onclick!();
    });
    // then
    await page.getByRole('heading', { name: 'ben', exact: true }).waitFor();
    await person.sees('Are you there?');
    await page.waitForFunction(() => document.title === 'Parley');
    expect(await recorded()).toHaveLength(1);
    expect(person.faults).toEqual([]);
    for (const { page: each } of [person, cem]) await each.context().close();
  });
});
