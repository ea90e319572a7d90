import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openEmbedded, systemClock, systemIds } from '@parley/embedded';
import { conversationOf } from '@parley/envelope';
import { silentTelemetry } from '@parley/ports';
import type { Locator } from 'playwright-core';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths } from './widths';

jest.setTimeout(300_000);

const many = 10_000;
const tested = productInBrowser('long');
const { product, data } = tested;

/** An account without a page, which would receive all that follows live. */
async function register(name: string): Promise<number> {
  const answer = await fetch(`${product.url}/api/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, password: `${name} has a long password` }),
  });
  return ((await answer.json()) as { user: { id: number } }).user.id;
}

/** Puts a long conversation into both inboxes, as the router would, while the product is away. */
async function fill(ownId: number, otherId: number): Promise<void> {
  const embedded = openEmbedded({
    directory: data,
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
  });
  const begun = Date.now() - many * 60_000;
  for (let from = 0; from < many; from += 500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, i) => {
        const at = from + i;
        const senderId = at % 3 === 0 ? ownId : otherId;
        return embedded.store.append([ownId, otherId], {
          messageUid: randomUUID(),
          conversation: conversationOf(ownId, [otherId]),
          messageBody: at === 4_321 ? 'The needle in the hay' : `Line ${at + 1}`,
          senderId,
          recipientIds: [senderId === ownId ? otherId : ownId],
          fromAutoReply: false,
          sentAt: new Date(begun + at * 60_000).toISOString(),
        });
      }),
    );
  }
  await embedded.close();
}

beforeAll(async () => {
  const [ada, ben] = [await register('ada'), await register('ben')];
  await product.stop();
  await fill(ada, ben);
  await product.start();
});

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  let ada: Person;
  const shownRows = () => ada.messages.getByRole('article').count();
  /** What lies wholly before the reader's eyes, not only in the page. */
  const isBeforeTheEyes = async (message: Locator) => {
    const [row, list] = await Promise.all([message.boundingBox(), ada.messages.boundingBox()]);
    return row!.y >= list!.y && row!.y + row!.height <= list!.y + list!.height;
  };

  beforeAll(async () => {
    ada = await Person.signIn(tested.browser, product.url, 'ada', { viewport });
  });
  afterAll(() => ada?.page.context().close());

  it('a conversation of ten thousand messages opens at its end, with a few of them in the page', async () => {
    // when
    await ada.chatWith('ben').click();
    await ada.sees(`Line ${many}`);
    // then
    expect(await shownRows()).toBeLessThan(80);
    await expectAccessible(ada.page);
  });

  it('an old one is found, and opened where it stands; from there one comes back to the end', async () => {
    // when
    await ada.toChats();
    await ada.page.getByLabel('Search people and chats').fill('needle');
    await ada.page.getByRole('list', { name: 'Messages' }).getByRole('button').first().click();
    // then
    const message = ada.groupWith('The needle in the hay');
    await message.waitFor();
    expect(await message.getAttribute('data-marked')).toBe('true');
    await ada.sees('Line 4321');
    await ada.sees('Line 4323');
    expect(await isBeforeTheEyes(message)).toBe(true);
    // when
    await ada.page.getByRole('button', { name: /Go to the newest message/ }).click();
    // then
    await ada.sees(`Line ${many}`);
    expect(await isBeforeTheEyes(ada.messages.getByText(`Line ${many}`, { exact: true }))).toBe(true);
    expect(await shownRows()).toBeLessThan(80);
    const clear = ada.page.getByRole('button', { name: 'Clear the search' });
    if (await clear.isVisible()) await clear.click();
  });

  if (width === 'desktop')
    it('it is read upwards to the oldest, never with more than a few of them in the page', async () => {
      // when
      let most = 0;
      let rounds = 0;
      const oldest = ada.messages.getByText('Line 1', { exact: true });
      while (!(await oldest.isVisible()) && rounds++ < 1_000) {
        await ada.messages.evaluate(async (list) => {
          list.scrollTop = 0;
          await new Promise((resolve) => requestAnimationFrame(resolve));
          list.dispatchEvent(new Event('scroll'));
        });
        most = Math.max(most, await shownRows());
        await ada.page.waitForTimeout(20);
      }
      // then
      await ada.sees('Line 1');
      await ada.messages.getByText('This is the beginning').waitFor();
      expect(most).toBeLessThan(80);
    });

  it('writing goes on as in any other, and what is written stands at the end', async () => {
    // when
    await ada.send(`Written after ten thousand, ${width}`);
    // then
    await ada.sees(`Written after ten thousand, ${width}`);
    await ada.messages
      .getByText(/^(Sent|Delivered|Read)$/)
      .last()
      .waitFor();
    expect(await shownRows()).toBeLessThan(80);
    expect(ada.faults).toEqual([]);
  });
});

describe('the inbox', () => {
  it('holds each of them once', async () => {
    const ben = await Person.signIn(tested.browser, product.url, 'ben');
    await ben.chatWith('ada').click();
    await ben.sees('Written after ten thousand, phone');
    expect(await ben.messages.getByText('Written after ten thousand, phone').count()).toBe(1);
    await ben.page.context().close();
  });
});
