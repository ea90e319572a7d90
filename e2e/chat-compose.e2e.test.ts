import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('compose');
const { product } = tested;

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  const [adaName, benName] = [`ada-${width}`, `ben-${width}`];
  let ada: Person;
  let ben: Person;
  const composer = () => ada.page.getByRole('textbox', { name: 'Message', exact: true });
  const emoji = () => ada.page.getByRole('button', { name: 'Emoji', exact: true });
  const grid = () => ada.page.getByRole('grid', { name: 'Emoji' });
  const hasFocus = (element: ReturnType<typeof composer>) =>
    element.and(ada.page.locator(':focus')).waitFor();

  beforeAll(async () => {
    ada = await Person.signUp(tested.browser, product.url, adaName, { viewport });
    ben = await Person.signUp(tested.browser, product.url, benName, { viewport });
    await ada.openConversationWith(benName);
    await ada.say(['A word to look for', ...Array.from({ length: 60 }, (_, i) => `Line ${i + 1}`)], [ben]);
    await ada.sees('Line 60');
  });
  afterAll(async () => {
    for (const person of [ada, ben]) await person?.page.context().close();
  });

  it('an emoji is found by a word and comes where the caret is', async () => {
    // given
    await composer().fill('To the moon!');
    await composer().press('Home');
    for (let i = 0; i < 'To the moon'.length; i++) await composer().press('ArrowRight');
    // when
    await emoji().click();
    const search = ada.page.getByRole('searchbox', { name: 'Search emoji' });
    await hasFocus(search);
    await expectAccessible(ada.page);
    await search.fill('rocket');
    await grid().getByRole('gridcell', { name: 'rocket', exact: true }).waitFor();
    await search.press('Enter');
    // then
    await hasFocus(composer());
    await ada.page.keyboard.type('!');
    expect(await composer().inputValue()).toBe('To the moon🚀!!');
    await composer().press('Enter');
    await ada.sees('To the moon🚀!!');
  });

  it('the keys lead about among the emoji, the last used come first, and Escape leads back', async () => {
    // given that what was open before is gone
    await grid().waitFor({ state: 'hidden' });
    // when
    await emoji().click();
    await ada.page.getByRole('rowgroup', { name: 'Used last' }).waitFor();
    await ada.page.keyboard.press('ArrowDown');
    await hasFocus(grid().getByRole('gridcell', { name: 'rocket', exact: true }).first());
    await ada.page.keyboard.press('ArrowRight');
    await hasFocus(grid().getByRole('gridcell', { name: 'grinning face', exact: true }));
    await ada.page.keyboard.press('End');
    await ada.page.keyboard.press('ArrowRight');
    await ada.page.keyboard.press('ArrowLeft');
    await ada.page.keyboard.press('Home');
    await hasFocus(grid().getByRole('gridcell', { name: 'grinning face', exact: true }));
    await ada.page.keyboard.press('Escape');
    // then
    await grid().waitFor({ state: 'hidden' });
    await hasFocus(emoji());
    expect(await composer().inputValue()).toBe('');
  });

  it('Escape closes the people, and the focus is where it was', async () => {
    // given
    const people = ada.page.getByRole('button', { name: 'People of this conversation' });
    const members = ada.page.getByRole('list', { name: 'Members' });
    if (await members.isVisible()) await people.click();
    await members.waitFor({ state: 'hidden' });
    // when
    await people.click();
    await members.waitFor();
    await ada.page.keyboard.press('Escape');
    // then
    await members.waitFor({ state: 'hidden' });
    await hasFocus(people);
  });

  it('Escape clears the mark of what a search found, and the focus is at what was found', async () => {
    // given
    await ada.toChats();
    await ada.page.getByLabel('Search people and chats').fill('look for');
    const found = ada.page.getByRole('list', { name: 'Messages' }).getByRole('button').first();
    await found.click();
    const message = ada.groupWith('A word to look for');
    await message.waitFor();
    expect(await message.getAttribute('data-marked')).toBe('true');
    // when
    await ada.page.keyboard.press('Escape');
    // then
    await ada.messages.locator('[data-marked=true]').waitFor({ state: 'detached' });
    await message.waitFor();
    if (width === 'desktop') await hasFocus(found);
  });

  if (width === 'desktop')
    it('the text of a message is copied with a button that the pointer brings', async () => {
      // given
      await ada.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await ada.send('A text\nto copy');
      const message = ada.groupWith('to copy').last();
      // when
      await message.hover();
      await message.getByRole('button', { name: 'Copy the text' }).click();
      // then
      await message.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe('A text\nto copy');
    });

  if (width === 'desktop')
    it('the buttons that copy are one stop of Tab, and the arrows lead from one to the next', async () => {
      // given
      for (const text of ['first of three', 'second of three', 'third of three']) {
        await ada.send(text);
        await ada.sees(text);
      }
      const copies = ada.messages.getByRole('button', { name: 'Copy the text' });
      const copyOf = (text: string) =>
        ada.groupWith(text).last().getByRole('button', { name: 'Copy the text' });
      // then
      await copies.nth(1).waitFor({ state: 'attached' });
      const stops = () => copies.evaluateAll((all) => all.filter(({ tabIndex }) => tabIndex === 0).length);
      expect(await stops()).toBe(1);
      // when
      await copyOf('third of three').focus();
      await ada.page.keyboard.press('ArrowUp');
      // then
      await hasFocus(copyOf('second of three'));
      expect(await stops()).toBe(1);
      await ada.page.keyboard.press('ArrowDown');
      await hasFocus(copyOf('third of three'));
    });

  it('nothing failed unseen in the pages', () => {
    expect([...ada.faults, ...ben.faults]).toEqual([]);
  });
});
