import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { failing, pingAndSpam } from './scripts';
import { describeAtWidths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('studio');
const { product } = tested;

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  let ada: Person;
  let ben: Person;
  const title = 'Incoming script';
  const editor = () => ben.page.getByRole('textbox', { name: 'Source of the incoming script' });
  const result = () => ben.page.getByRole('region', { name: 'What it would do' });
  const tab = (name: string) => ben.page.getByRole('tab', { name }).click();
  const open = (page: string) => ben.page.goto(`${product.url}/#/automation${page === '' ? '' : `/${page}`}`);

  beforeAll(async () => {
    ada = await Person.signUp(tested.browser, product.url, `ada-${width}`);
    ben = await Person.signUp(tested.browser, product.url, `ben-${width}`, { viewport });
    await ada.openConversationWith(ben.name);
    for (const text of ['Good morning', '!ping', 'cheap spam']) await ada.send(text);
    await ben.page.getByText('cheap spam').first().waitFor();
    await open('recv');
    await ben.page.getByRole('heading', { name: title }).waitFor();
  });

  describe('the editor', () => {
    it('says what is wrong as one types, before anything is saved', async () => {
      // when
      await editor().fill('from console import Consle\nmain { nullProcess }');
      // then
      const problem = ben.page.getByRole('list', { name: 'Problems' }).getByRole('button').first();
      await problem.waitFor();
      expect(await problem.innerText()).toContain('did you mean Console?');
      await ben.page.getByText('The script has errors. It can be tried when they are gone.').waitFor();
      await expectAccessible(ben.page);
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
      // The editor takes no key for a choice in the first moment of the list, which nobody has read yet.
      await ben.page.waitForTimeout(300);
      await ben.page.keyboard.press('Enter');
      // then
      expect(await editor().innerText()).toContain('split@StringUtils(');
    });

    it('formats by its key, and leaves what has errors alone, with a word', async () => {
      // when
      await editor().fill('main{x=1;\ny=2}');
      await editor().press('Shift+Alt+F');
      await ben.page.getByText('Formatted.', { exact: true }).waitFor();
      // then the text follows the word
      await editor().getByText('main { x = 1;').waitFor();
      // when
      await editor().fill('main{x=}');
      await ben.page.getByRole('button', { name: 'Format' }).click();
      // then
      await ben.page.getByText('Not formatted: the source has errors of syntax.').waitFor();
      expect(await editor().innerText()).toContain('main{x=}');
    });
  });

  describe('trying', () => {
    it('shows what the script would do with a message, in the browser and at once', async () => {
      // when
      await editor().fill(pingAndSpam);
      await ben.page.getByLabel('From').selectOption(ada.name);
      await ben.page.getByLabel('Message to try').fill('!ping');
      // then
      await result().getByText('pong').waitFor();
      expect(await result().innerText()).toContain(`To ${ada.name}`);
      await ben.page.getByLabel('Message to try').fill('spam for you');
      await result().getByText('Kept the message from you.').waitFor();
    });

    it('steps through the run: the line, what the variables hold, and what changed', async () => {
      // when
      await ben.page.getByRole('button', { name: 'Step through' }).click();
      const stepper = ben.page.getByRole('region', { name: 'Step through' });
      await stepper.getByText('About to run line 10').waitFor();
      await expectAccessible(ben.page);
      await stepper.getByRole('button', { name: 'Next step' }).click();
      await ben.page.keyboard.press('ArrowRight');
      // then
      await stepper.getByText('About to run line 12').waitFor();
      const variables = stepper.getByRole('group', { name: 'Variables' });
      expect(await variables.innerText()).toContain('spam for you');
      // The editor marks the line once the page has said which: the mark follows the words.
      await ben.page.locator('.cm-parley-step', { hasText: 'contains@StringUtils' }).waitFor();
      expect(await variables.locator('[data-changed=true]').first().innerText()).toContain('answer');
      // when
      const slider = stepper.getByRole('slider');
      await slider.press('End');
      // then
      await stepper.getByText('Main has come to its end.').waitFor();
      expect(await stepper.innerText()).toContain('"action":"drop"');
      await slider.press('Home');
      await stepper.getByText('Nothing yet.').waitFor();
      await stepper.getByRole('button', { name: 'End stepping' }).click();
      await ben.page.locator('.cm-parley-step').waitFor({ state: 'detached' });
      expect(await ben.page.locator('.cm-parley-step').count()).toBe(0);
    });

    it('does not freeze on a script that never ends, and says so', async () => {
      // when
      await editor().fill('main { while( true ) { x++ } }');
      // then
      await result().getByText('Over a limit').waitFor();
      expect(await result().innerText()).toContain('The script was stopped:');
    });
  });

  describe('switching on', () => {
    it('replays the last messages against the draft: what would have been different', async () => {
      // given
      await editor().fill(pingAndSpam);
      // when
      await tab('Replay');
      await ben.page.getByRole('button', { name: 'Replay the last 50 messages' }).click();
      // then
      await ben.page.getByText('2 of 3 messages would have been different.').waitFor();
      const table = ben.page.getByRole('table');
      expect(await table.innerText()).toContain('cheap spam');
      expect(await table.innerText()).not.toContain('Good morning');
      await expectAccessible(ben.page);
    });

    it('says first what the script may do, and what it would have done', async () => {
      // when
      await ben.page.getByRole('switch', { name: `${title} is on` }).click({ force: true });
      const dialog = ben.page.getByRole('dialog');
      await dialog.getByText('2 of your last 3 messages would have been different.').waitFor();
      // then
      const may = await dialog.getByRole('list', { name: 'What it may do' }).innerText();
      expect(may).toContain('Keeps messages from you.');
      expect(may).toContain('Answers, in your name, to people on the message.');
      expect(await dialog.getByRole('list', { name: 'What it cannot do' }).innerText()).toContain(
        'No script can reach files, the network or another program.',
      );
      await expectAccessible(ben.page);
      // when
      await dialog.getByRole('button', { name: 'Not yet' }).click();
      // then
      expect(await ben.page.getByRole('switch', { name: `${title} is on` }).isChecked()).toBe(false);
    });

    it('keeps every version: each can be compared with the draft, and gone back to', async () => {
      // given
      await ben.saveScript('recv', pingAndSpam);
      await ben.page.getByText('Saved. It runs from now on.').waitFor();
      await ben.saveScript('recv', pingAndSpam.replace('"pong"', '"pong!"'));
      await ben.page.getByText('Saved. It runs from now on.').waitFor();
      // when
      await tab('Versions');
      const versions = ben.page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
      await versions.nth(1).getByRole('button', { name: 'Compare' }).click();
      // then
      const changes = ben.page.getByRole('textbox', { name: 'What changed since this version' });
      await changes.getByText('"pong!"').waitFor();
      await expectAccessible(ben.page);
      await ben.page.keyboard.press('Escape');
      await changes.waitFor({ state: 'hidden' });
      // when
      await versions.nth(1).getByRole('button', { name: 'Go back to it' }).click();
      // then
      await ben.page.getByText('This version runs from now on.').waitFor();
      await versions.nth(1).getByText('On', { exact: true }).waitFor();
      expect(await editor().innerText()).not.toContain('"pong!"');
      expect(await ben.page.locator('body').innerText()).not.toMatch(/\d{8}T\d{9}Z/);
    });

    it('switches off, and keeps the text for the next time', async () => {
      // when
      await ben.switchOffScript('recv');
      await ben.page.reload();
      // then
      await editor().getByText('contains@StringUtils').waitFor();
      expect(await ben.page.getByRole('switch', { name: `${title} is on` }).isChecked()).toBe(false);
    });
  });

  describe('the runs', () => {
    it('tell of a failure by a badge, its line in the version that ran, and its message', async () => {
      // given
      await ben.switchOnScript('recv', failing);
      await ada.send('will you fail?');
      // when
      await open('');
      const runs = ben.page.getByRole('button', { name: /^Runs ?, 1 run failed$/ });
      for (let i = 0; i < 20 && !(await runs.isVisible()); i++) {
        await ben.page.reload();
        await ben.page.waitForTimeout(1_000);
      }
      await runs.waitFor();
      await runs.click();
      await ben.page.getByRole('checkbox', { name: 'Only those that failed' }).check();
      await ben.page.getByRole('button', { name: 'What went wrong' }).click();
      // then
      await ben.page.getByText('The script ended with the fault OutOfTea: none left').waitFor();
      const message = ben.page.getByRole('region', { name: 'The message that it got' });
      await message.getByText('will you fail?').waitFor();
      await ben.page.locator('.cm-parley-failed').getByText('OutOfTea').waitFor();
      await ben.page.getByText('about to fail', { exact: true }).waitFor();
      await expectAccessible(ben.page);
      // when
      await message.getByRole('button', { name: 'Try this message in the editor' }).click();
      // then
      await result().getByText('OutOfTea').waitFor();
      expect(await ben.page.getByLabel('Message to try').inputValue()).toBe('will you fail?');
      // and once looked at, the badge is gone
      await open('');
      await ben.page.getByRole('button', { name: 'Runs', exact: true }).waitFor();
    });
  });

  it('nothing failed unseen in the pages', () => {
    expect([...ada.faults, ...ben.faults]).toEqual([]);
  });
});
