import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium';
import { Person } from './person';
import { openProduct } from './product';
import { broken, failing, pingAndSpam } from './scripts';

jest.setTimeout(120_000);

const data = mkdtempSync(path.join(tmpdir(), 'parley-e2e-'));
const product = openProduct(process.cwd(), data);
let browser: Browser;
let ada: Person;
let ben: Person;

beforeAll(async () => {
  const executablePath = findChromium(process.env['CHROMIUM']);
  await product.start();
  browser = await chromium.launch({ executablePath, args: chromiumArguments });
  ada = await Person.signUp(browser, product.url, 'ada');
  ben = await Person.signUp(browser, product.url, 'ben');
  await ada.openConversationWith('ben');
});

afterAll(async () => {
  await browser?.close();
  await product.stop();
  rmSync(data, { recursive: true, force: true });
});

describe('two people', () => {
  it('talk: what one writes the other sees at once, as text', async () => {
    // when
    await ada.send('Hello <b>Ben</b>,\nsee https://example.org');
    // then
    await ben.chatWith('ada', 1).click();
    await ben.messages.getByText('Hello <b>Ben</b>').waitFor();
    expect(await ben.messages.getByRole('link', { name: 'https://example.org' }).count()).toBe(1);
    await ben.send('Hello Ada');
    await ada.sees('Hello Ada');
  });

  it('write several lines with Shift and Enter', async () => {
    // given
    const composer = ada.page.getByRole('textbox', { name: 'Message', exact: true });
    // when
    await composer.fill('one');
    await composer.press('Shift+Enter');
    await composer.pressSequentially('two');
    await composer.press('Enter');
    // then
    await ben.messages.getByText('one\ntwo').waitFor();
    expect(await composer.inputValue()).toBe('');
  });

  it('find everything again after a reload of the page', async () => {
    // given
    await ada.send('Remember this');
    await ben.sees('Remember this');
    // when
    await ben.page.reload();
    // then
    await ben.sees('Remember this');
    expect(await ben.messages.getByText('Remember this').count()).toBe(1);
  });
});

describe('an incoming script', () => {
  beforeAll(async () => {
    await ben.switchOnScript('recv', pingAndSpam);
    await ben.openConversationWith('ada');
  });
  afterAll(() => ben.switchOffScript('recv'));

  it('answers, and the answer says that a program wrote it and to what', async () => {
    // when
    await ada.send('!ping');
    // then
    await ada.sees('pong');
    const words = await ada.groupWith('pong').innerText();
    expect(words).toContain('Written by a script of ben');
    expect(words).toContain('Answers “!ping”');
    await ben.sees('pong');
    expect(await ben.groupWith('pong').innerText()).toContain('Written by your script');
    // when
    await ben.groupWith('pong').getByRole('button', { name: 'Why?' }).click();
    // then
    const why = ben.page.getByRole('dialog', { name: 'Why?' });
    await why.getByText(/^Version /).waitFor();
    const reason = await why.innerText();
    expect(reason).toContain('Your script wrote it when a message came.');
    expect(reason).toContain('!ping');
    expect(reason).toContain('Worked');
    await ben.page.keyboard.press('Escape');
  });

  it('keeps a message from its owner; the sender keeps a copy', async () => {
    // when
    await ada.send('buy spam today');
    await ada.send('this one is fine');
    // then
    await ben.sees('this one is fine');
    expect(await ben.messages.getByText('buy spam today').count()).toBe(0);
    await ada.sees('buy spam today');
    await ada.page.reload();
    await ada.sees('buy spam today');
  });

  it('is refused when it is broken, by line and column; a click goes there and the old one stays', async () => {
    // when
    await ben.saveScript('recv', broken);
    // then
    const found = ben.page.getByRole('list', { name: 'Problems' }).getByRole('button').first();
    await found.waitFor();
    expect(await found.innerText()).toMatch(/Line 12, column \d+/);
    await found.click();
    const line = Number(await ben.page.locator('.cm-activeLineGutter').first().innerText());
    expect(line).toBe(12);
    await ben.page.getByText('On', { exact: true }).waitFor();
    await ben.openConversationWith('ada');
    await ada.send('!ping');
    await ada.messages.getByText('pong', { exact: true }).nth(1).waitFor();
  });

  it('that fails passes the message on and leaves a record with the reason, the place and the log', async () => {
    // given
    await ben.switchOnScript('recv', failing);
    await ben.openConversationWith('ada');
    // when
    await ada.send('Does this arrive?');
    // then
    await ben.sees('Does this arrive?');
    await ben.openAutomation('Runs');
    const record = ben.page.getByRole('list', { name: 'Runs' }).getByRole('listitem').first();
    await record.waitFor();
    const words = await record.innerText();
    expect(words).toContain('Failed');
    expect(words).toContain('OutOfTea');
    expect(words).toContain('Line 13');
    expect(words).toContain('The message went on unchanged.');
    await record.getByRole('button', { name: 'What went wrong' }).click();
    await ben.page.getByText('about to fail', { exact: true }).waitFor();
  });
});

describe('an auto-reply', () => {
  it('answers once for each message, and says what it is', async () => {
    // given
    await ben.setAutoReply('I am hiking until Monday.', true);
    // when
    await ada.send('Are you there?');
    // then
    await ada.sees('I am hiking until Monday.');
    expect(await ada.groupWith('I am hiking until Monday.').innerText()).toContain('Auto-reply of ben');
    await ben.setAutoReply('I am hiking until Monday.', false);
    await ada.send('And now?');
    await ben.openConversationWith('ada');
    await ben.sees('And now?');
    expect(await ada.messages.getByText('I am hiking until Monday.').count()).toBe(1);
  });
});

describe('a lost connection', () => {
  it('is shown, and what was written meanwhile arrives once when it is back', async () => {
    // given
    await ben.openConversationWith('ada');
    await product.kill();
    await ada.page.getByText('You are offline.').waitFor();
    // when
    await ada.send('Written while away');
    await ada.messages.getByText('Sending…').waitFor();
    await product.start();
    // then
    await ben.sees('Written while away');
    await ada.messages.getByText('Sending…').waitFor({ state: 'hidden' });
    expect(await ben.messages.getByText('Written while away').count()).toBe(1);
    expect(await ada.messages.getByText('Written while away').count()).toBe(1);
  });
});

it('nothing failed unseen in the pages', () => {
  expect([...ada.faults, ...ben.faults]).toEqual([]);
});
