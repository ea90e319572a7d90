import { beforeAll, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { describeAtWidths } from './widths';

jest.setTimeout(120_000);

const tested = productInBrowser('learning');
const { product } = tested;

/** A guard against freezing, far above what a task of the page's own thread takes on a busy machine, ms. */
const longestTask = 10_000;

describeAtWidths(['desktop', 'phone'], (viewport, width) => {
  let ann: Person;
  const open = (fragment: string) => ann.page.goto(`${product.url}/#/automation/${fragment}`);

  beforeAll(async () => {
    ann = await Person.signUp(tested.browser, product.url, `ann-${width}`, { viewport });
  });

  it('says so when the engine takes too long over a script', async () => {
    // given
    const { page } = ann;
    await page.addInitScript(() => {
      // For the next load of the page alone.
      if (localStorage.getItem('silent') === null) return;
      localStorage.removeItem('silent');
      Object.assign(window, {
        Worker: class {
          postMessage() {}
          terminate() {}
        },
      });
    });
    await page.evaluate(() => localStorage.setItem('silent', ''));
    // when
    await open('tutorial');
    await page.reload();
    // then
    const stopped = page.getByText('Looking at this script took too long');
    await stopped.waitFor();
    await expectAccessible(page);
    // when
    await page.reload();
    await page.getByRole('button', { name: 'Check' }).click();
    // then
    await page.getByText('Every message is to be answered').waitFor();
    expect(await stopped.count()).toBe(0);
  });

  it('leads from a recipe, filled in, to the editor, where it can be tried at once', async () => {
    // given
    const { page } = ann;
    await open('recipes');
    await page.getByRole('heading', { name: 'Recipes', exact: true }).waitFor();
    await expectAccessible(page);
    // when
    await page.getByRole('button', { name: 'Keyword router' }).click();
    await page.getByLabel('Answer, row 1').fill('Say "please" and wait for \\o/');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open in the editor' }).click();
    // then
    await page
      .getByRole('region', { name: 'What it would do' })
      .getByText('Say "please" and wait for \\o/')
      .waitFor();
    expect(await page.getByRole('list', { name: 'Problems' }).count()).toBe(0);
  });

  it('says which field of a recipe is not filled in', async () => {
    // given
    const { page } = ann;
    await open('recipes/allow-list');
    // when
    await page.getByRole('button', { name: 'Open in the editor' }).click();
    // then
    await page.getByText('Please fill this in.').waitFor();
    await expectAccessible(page);
  });

  it('teaches step by step: says what is missing, goes on when it is right, and remembers', async () => {
    // given
    const { page } = ann;
    await open('tutorial');
    const source = page.getByRole('textbox', { name: 'Source of this step' });
    await source.waitFor();
    // when
    await page.getByRole('button', { name: 'Check' }).click();
    // then
    await page.getByText('Every message is to be answered with hello, in small letters.').waitFor();
    await expectAccessible(page);
    // when
    const text = (await source.innerText()).replace('message = ""', 'message = "hello"');
    await source.fill(text);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('That is right.').waitFor();
    await page.getByRole('button', { name: 'Next step' }).click();
    // then
    await page.getByRole('heading', { name: 'Say it back' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Say it back' }).waitFor();
  });

  it('does not freeze, whatever is put into the editor', async () => {
    // given
    const { page } = ann;
    await open('recv');
    const editor = page.getByRole('textbox', { name: 'Source of the incoming script' });
    await editor.waitFor();
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { longTasks: tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' });
    });
    const put = (text: string) =>
      page.evaluate((pasted) => {
        const content = document.querySelector('.cm-content')!;
        const range = document.createRange();
        range.selectNodeContents(content);
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      }, text);
    // when
    const line = '\t\tx = x + 1 // and so on\n';
    for (const text of [
      `main {\n${line.repeat(2_600)}}`,
      'y = '.repeat(16_000),
      'main { x = 1 \n ]['.repeat(200),
      `main { x = ${'('.repeat(30_000)}`,
      '{'.repeat(64_000),
      '"'.repeat(64_000),
    ]) {
      await editor.press('Control+A');
      await put(text);
      await page.waitForTimeout(600);
      await page.getByRole('button', { name: 'Format' }).click();
    }
    // then
    await page.getByRole('list', { name: 'Problems' }).waitFor();
    const longest = await page.evaluate(() =>
      Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
    );
    expect(longest).toBeLessThan(longestTask);
  });

  it('nothing failed unseen in the page', () => {
    expect(ann.faults).toEqual([]);
  });
});
