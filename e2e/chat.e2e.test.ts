import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('chat');
const { product } = tested;

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  const [adaName, benName] = [`ada-${width}`, `ben-${width}`];
  let ada: Person;
  let ben: Person;
  const composer = (person: Person) => person.page.getByRole('textbox', { name: 'Message', exact: true });

  beforeAll(async () => {
    ada = await Person.signUp(tested.browser, product.url, adaName, { viewport });
    ben = await Person.signUp(tested.browser, product.url, benName, { viewport });
    await ada.openConversationWith(benName);
  });
  afterAll(async () => {
    for (const person of [ada, ben]) await person?.page.context().close();
  });

  it('a message is sent, then delivered, then read, and its writer sees how far it is', async () => {
    // when
    await ada.send('Have you seen the harbour?');
    // then
    await ada.messages.getByText('Delivered').waitFor();
    await ben.chatWith(adaName, 1).waitFor();
    expect(await ben.page.title()).toBe('(1) Parley');
    // when
    await ben.openConversationWith(adaName);
    // then
    await ada.messages.getByText('Read', { exact: true }).waitFor();
    expect(await ben.page.title()).toBe('Parley');
    await ben.messages.getByText('New messages').waitFor();
  });

  it('what is read on one device is read on the others', async () => {
    // given
    await ada.send('On both devices');
    await ben.sees('On both devices');
    // when
    const second = await Person.signIn(tested.browser, product.url, benName, { viewport });
    // then
    await second.chatWith(adaName).waitFor();
    expect(await second.page.title()).toBe('Parley');
    await second.page.context().close();
  });

  it('says who is here, and who is writing', async () => {
    // then
    await ada.page.getByText('Online', { exact: true }).first().waitFor();
    // when
    await composer(ben).pressSequentially('wri');
    // then
    await ada.page.getByText(`${benName} is writing…`).waitFor();
    await composer(ben).fill('');
  });

  it('shows markup, marks that turn text round, and code as they were written', async () => {
    // given
    const nasty = ['<img src=x onerror=alert(1)>', 'left \u202e right \u202a', '```\n<b>code</b>\n```'];
    // when
    for (const text of nasty) await ada.send(text);
    // then
    await ben.messages.getByText('<img src=x onerror=alert(1)>').waitFor();
    await ben.messages.getByText('left \u202e right \u202a').waitFor();
    await ben.messages.getByRole('button', { name: 'Copy the code' }).waitFor();
    expect(await ben.messages.locator('img, b').count()).toBe(0);
  });

  it('shows 64 KiB in one word in part, and all of it when asked', async () => {
    // given
    const word = 'w'.repeat(64 * 1024);
    // when
    await ada.send(word);
    const more = ben.messages.getByRole('button', { name: 'Show all (64 KiB)' });
    await more.waitFor();
    const wide = await ben.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    // then
    expect(wide).toBeLessThanOrEqual(0);
    await more.click();
    await ben.messages.getByText(word).waitFor();
    await ben.messages.getByRole('button', { name: 'Show less' }).click();
  });

  it('finds a message by its words and shows it where it stands', async () => {
    // given
    await ada.say(
      Array.from({ length: 70 }, (_, i) => `Filling the page, ${i + 1}`),
      [ben],
    );
    await ben.sees('Filling the page, 70');
    // when
    await ben.toChats();
    await ben.page.getByLabel('Search people and chats').fill('harbour');
    const found = ben.page.getByRole('list', { name: 'Messages' }).getByRole('button');
    await found.first().waitFor();
    expect(await found.first().locator('mark').innerText()).toBe('harbour');
    await expectAccessible(ben.page);
    await found.first().click();
    // then
    const message = ben.groupWith('Have you seen the harbour?');
    await message.waitFor();
    expect(await message.getAttribute('data-marked')).toBe('true');
    // when
    await ben.page.getByRole('button', { name: /Go to the newest message/ }).click();
    // then
    await ben.sees('Filling the page, 70');
    if (width === 'desktop') await ben.page.getByRole('button', { name: 'Clear the search' }).click();
  });

  it('reads its history upwards, and nothing jumps where one reads', async () => {
    // given
    await ben.page.reload();
    await ben.openConversationWith(adaName);
    await ben.sees('Filling the page, 70');
    const top = () =>
      ben.messages.evaluate((list) => {
        const box = list.getBoundingClientRect();
        const rows = [...list.querySelectorAll('article')];
        const first = rows.find((row) => row.getBoundingClientRect().top >= box.top)!;
        return { text: first.innerText, at: Math.round(first.getBoundingClientRect().top) };
      });
    // when
    await ben.messages.hover();
    let steps = 0;
    while (!(await ben.groupWith('Have you seen the harbour?').isVisible()) && steps++ < 60) {
      await ben.page.mouse.wheel(0, -700);
      await ben.page.waitForTimeout(40);
    }
    // then
    await ben.sees('Have you seen the harbour?');
    await ben.messages.getByText('This is the beginning').waitFor();
    const before = await top();
    await ada.send('Another one below');
    await ben.page.getByRole('button', { name: 'Go to the newest message, 1 unread' }).waitFor();
    expect(await top()).toEqual(before);
    await ben.page.getByRole('button', { name: 'Go to the newest message, 1 unread' }).click();
    await ben.sees('Another one below');
  });

  it('shows the people of a conversation, blocks one of them, and mutes all of it', async () => {
    // given
    const { page } = ada;
    const pane = page.getByRole('list', { name: 'Members' });
    /** Beside the messages it stands open where there is room; elsewhere it is asked for. */
    const openPane = async () => {
      if (width === 'phone') await page.getByRole('button', { name: 'People of this conversation' }).click();
      await pane.waitFor();
    };
    await openPane();
    await expectAccessible(page);
    // when
    await page.getByRole('button', { name: `More about ${benName}` }).click();
    await page.getByRole('menuitem', { name: `Block ${benName}` }).click();
    // then
    await pane.getByText('Blocked').waitFor();
    await page.getByRole('button', { name: `More about ${benName}` }).click();
    await page.getByRole('menuitem', { name: `Unblock ${benName}` }).click();
    await pane.getByText('Blocked').waitFor({ state: 'hidden' });
    // when
    const mute = page.getByRole('switch', { name: 'Mute this conversation' });
    await mute.check({ force: true });
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expectAccessible(page);
    // then
    await page.reload();
    await page
      .getByRole('img', { name: 'Muted' })
      .or(page.getByRole('button', { name: 'Back' }))
      .first()
      .waitFor();
    await openPane();
    await mute.waitFor();
    expect(await mute.isChecked()).toBe(true);
    await mute.uncheck({ force: true });
    if (width === 'phone') await page.getByRole('button', { name: 'Close the list of people' }).click();
  });

  it('keeps what was begun through a reload', async () => {
    // given
    await composer(ada).fill('Half a sen');
    await ada.page.waitForTimeout(300);
    // when
    await ada.page.reload();
    // then
    await ada.sees('Another one below');
    expect(await composer(ada).inputValue()).toBe('Half a sen');
    await composer(ada).fill('');
  });

  it.each([1200, 1201])(
    'shows the messages of the open conversation in a window of %d pixels',
    async (width) => {
      // when
      await ada.page.setViewportSize({ width, height: viewport.height });
      await ada.page.reload();
      // then
      await composer(ada).waitFor();
      expect(await ada.messages.isVisible()).toBe(true);
      await ada.page.setViewportSize(viewport);
    },
  );

  it('is accessible, in the list and in the conversation', async () => {
    await expectAccessible(ada.page);
    await ada.toChats();
    await expectAccessible(ada.page);
  });

  it('nothing failed unseen in the pages', () => {
    expect([...ada.faults, ...ben.faults]).toEqual([]);
  });
});

describe('a group', () => {
  it('tells person by person who has read a message', async () => {
    // given
    const [ann, bob, cem] = [
      await Person.signUp(tested.browser, product.url, 'ann'),
      await Person.signUp(tested.browser, product.url, 'bob'),
      await Person.signUp(tested.browser, product.url, 'cem'),
    ];
    await ann.page.reload();
    await ann.page.getByRole('button', { name: 'New group' }).click();
    await ann.page.getByRole('checkbox', { name: 'bob' }).check();
    await ann.page.getByRole('checkbox', { name: 'cem' }).check();
    await ann.page.getByRole('button', { name: 'Start with 2 people' }).click();
    // when
    await ann.send('Hello both');
    await bob.chatWith('ann and cem').click();
    // then
    await ann.messages.getByRole('button', { name: 'Read by 1 of 2: who has read it' }).click();
    const readers = ann.page.getByRole('list', { name: 'Read by 1 of 2: who has read it' });
    await readers.waitFor();
    expect(await readers.getByRole('listitem').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/bob\s*Read/), expect.stringMatching(/cem\s*Delivered/)]),
    );
    await expectAccessible(ann.page);
    for (const person of [ann, bob, cem]) await person.page.context().close();
  });
});
