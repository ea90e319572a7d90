import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium';
import { Person } from './person';
import { Product } from './product';
import { pingAndSpam } from './scripts';

jest.setTimeout(120_000);

const data = mkdtempSync(path.join(tmpdir(), 'parley-studio-'));
const product = new Product(process.cwd(), data);
let browser: Browser;
let ada: Person;
let ben: Person;

const editor = () => ben.page.getByRole('textbox', { name: 'Source of the incoming script' });
const result = () => ben.page.getByRole('region', { name: 'What it would do' });
const tab = (name: string) => ben.page.getByRole('tab', { name }).click();

beforeAll(async () => {
  await product.start();
  browser = await chromium.launch({
    executablePath: findChromium(process.env['CHROMIUM']),
    args: chromiumArguments,
  });
  ada = await Person.signUp(browser, product.url, 'ada');
  ben = await Person.signUp(browser, product.url, 'ben');
  await ada.openConversationWith('ben');
  for (const text of ['Good morning', '!ping', 'cheap spam']) await ada.send(text);
  await ben.openConversationWith('ada');
  await ben.sees('cheap spam');
  await ben.openAutomation('Incoming script');
});

afterAll(async () => {
  await browser?.close();
  await product.stop();
  rmSync(data, { recursive: true, force: true });
});

describe('the studio', () => {
  it('says what is wrong as one types, before anything is saved', async () => {
    // when
    await editor().fill('from console import Consle\nmain { nullProcess }');
    // then
    const problem = ben.page.getByRole('list', { name: 'Problems' }).getByRole('button').first();
    await problem.waitFor();
    expect(await problem.innerText()).toContain('did you mean Console?');
    await ben.page.getByText('The script has errors. It can be tried when they are gone.').waitFor();
  });

  it('completes what the library has, and what it takes', async () => {
    // given
    await editor().fill(
      'from string_utils import StringUtils\nservice Main {\n\tembed StringUtils as StringUtils\n\tmain {\n\t\t',
    );
    await editor().press('Control+End');
    // when
    await editor().pressSequentially('spli');
    const list = ben.page.getByRole('listbox', { name: 'Completions' });
    await list.getByText('split@StringUtils').waitFor();
    await ben.page.keyboard.press('Enter');
    // then
    expect(await editor().innerText()).toContain('split@StringUtils(');
  });

  it('tries the script on a message in the browser, at once', async () => {
    // when
    await editor().fill(pingAndSpam);
    await ben.page.getByLabel('Message to try').fill('!ping');
    // then
    await result().getByText('pong').waitFor();
    expect(await result().innerText()).toContain('To ada');
    await ben.page.getByLabel('Message to try').fill('spam for you');
    await result().getByText('Kept the message from you.').waitFor();
  });

  it('does not freeze on a script that never ends, and says so', async () => {
    // when
    await editor().fill('main { while( true ) { x++ } }');
    // then
    await result().getByText('Over a limit').waitFor();
    expect(await result().innerText()).toContain('Does a loop never end?');
    await editor().fill(pingAndSpam);
  });

  it('replays the last messages against the draft: what would have been different', async () => {
    // when
    await tab('Replay');
    await ben.page.getByRole('button', { name: 'Replay the last 50 messages' }).click();
    // then
    await ben.page.getByText('2 of 3 messages would have been different.').waitFor();
    const table = ben.page.getByRole('table');
    expect(await table.innerText()).toContain('cheap spam');
    expect(await table.innerText()).not.toContain('Good morning');
    expect(await ben.messages.count()).toBe(0);
  });

  it('keeps every version: each can be compared with the draft, and gone back to', async () => {
    // given
    await ben.page.getByRole('button', { name: 'Save and switch on' }).click();
    await ben.page.getByText('Saved. It runs from now on.').waitFor();
    await editor().fill(pingAndSpam.replace('"pong"', '"pong!"'));
    await ben.page.getByRole('button', { name: 'Save and switch on' }).click();
    await ben.page.getByText('Saved. It runs from now on.').waitFor();
    // when
    await tab('Versions');
    const versions = ben.page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
    await versions.nth(1).getByRole('button', { name: 'Compare' }).click();
    // then
    const changes = ben.page.getByRole('textbox', { name: 'What changed since this version' });
    await changes.getByText('"pong!"').waitFor();
    // when
    await versions.nth(1).getByRole('button', { name: 'Go back to it' }).click();
    // then
    await ben.page.getByText('This version runs from now on.').waitFor();
    await versions.nth(1).getByText('On', { exact: true }).waitFor();
    expect(await editor().innerText()).not.toContain('"pong!"');
  });
});

it('nothing failed unseen in the pages', () => {
  expect([...ada.faults, ...ben.faults]).toEqual([]);
});
