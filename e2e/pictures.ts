import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium';
import { holiday, reminder } from './pictured-scripts';
import { Person } from './person';
import { Product } from './product';

/**
 * Takes pictures of the real product, with people who talk in it.
 *   node tools/run.mjs e2e/pictures.ts            docs/pictures/, 1440 × 900, light
 *   node tools/run.mjs e2e/pictures.ts FOLDER     every view, wide and narrow, light and dark, for looking at
 */
const [, , folder] = process.argv;
const target = path.resolve(folder ?? 'docs/pictures');
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** Lets a person's words come a moment after each other, as people's do. */
async function say(person: Person, ...texts: string[]) {
  for (const text of texts) {
    await person.send(text);
    await person.sees(text);
  }
}

/** The people of the pictures and what they said. */
async function scene(browser: Browser, url: string) {
  const [maya, jonas, tomas, lena] = [
    await Person.signUp(browser, url, 'maya', { viewport: wide, colorScheme: 'light', locale: 'en-GB' }),
    await Person.signUp(browser, url, 'jonas'),
    await Person.signUp(browser, url, 'tomas'),
    await Person.signUp(browser, url, 'lena'),
  ] as const;
  await tomas.setAutoReply('On the trail until Thursday, with no signal. I will write back then. 🏔️', true);
  await jonas.switchOnScript('recv', holiday);
  await maya.switchOnScript('recv', reminder);

  await tomas.openConversationWith('maya');
  await say(tomas, 'Photos from the weekend are up, have a look when you like');
  await maya.openConversationWith('tomas');
  await maya.sees('Photos from the weekend are up, have a look when you like');
  await say(maya, 'They are lovely! Which lens was it?');
  await maya.groupWith('On the trail until Thursday').waitFor();

  await lena.openConversationWith('maya');
  await say(lena, 'Can I borrow the big ladder on Saturday?');
  await maya.openConversationWith('lena');
  await say(maya, 'Of course, it is behind the shed');

  await jonas.openConversationWith('maya');
  await say(jonas, 'A garden party? Count me in. Who has the speakers?');

  await maya.openConversationWith('jonas');
  await maya.sees('A garden party? Count me in. Who has the speakers?');
  await say(
    maya,
    'I do, they only need charging',
    'Could you plan the playlist? Something calm at first, please.',
  );
  await say(jonas, 'With pleasure. Here is a start:\nhttps://example.org/playlists/garden-party');
  await say(maya, '!dates');
  await maya.groupWith('I am free on').waitFor();
  await say(maya, 'The 13th for setting up, then? Your script saves me a phone call.');
  await say(jonas, 'Ha, that was the idea. See you on the 13th!');
  await maya.sees('Ha, that was the idea. See you on the 13th!');
  await lena.send('Thank you! I’ll bring it back on Sunday.');
  await maya.page.getByText('I’ll bring it back on Sunday.').waitFor();
  return maya;
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: path.join(target, `${name}.png`), animations: 'disabled', caret: 'hide' });

/** The two pictures that the documentation shows. */
async function documentation(maya: Person) {
  await picture(maya.page, 'conversation');
  await maya.openAutomation('Incoming script');
  await maya.page.getByLabel('Source of the incoming script').blur();
  await picture(maya.page, 'automation');
}

/** Every view as somebody who judges the design wants it. */
async function everything(maya: Person, browser: Browser, url: string) {
  const { page } = maya;
  const looks = [wide, narrow].flatMap((size) =>
    (['light', 'dark'] as const).map((scheme) => ({ size, scheme })),
  );
  const shots = async (name: string) => {
    for (const { size, scheme } of looks) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(150);
      await picture(page, `${name}-${size.width}-${scheme}`);
    }
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: 'light' });
  };
  await shots('conversation');
  await maya.openConversationWith('tomas');
  await shots('auto-reply-in-conversation');
  await page.goto(`${url}/#/`);
  await shots('chats');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('checkbox', { name: 'jonas' }).check();
  await shots('new-group');
  await page.keyboard.press('Escape');
  await page.goto(`${url}/#/automation`);
  await shots('automation-list');
  await maya.openAutomation('Incoming script');
  await shots('script');
  await maya.saveScript('send', 'main {\n\tx = \n\tprintln@Console( x )(\n}\n');
  await page.getByRole('list', { name: 'Problems' }).waitFor();
  await shots('script-refused');
  await maya.openAutomation('Auto-reply');
  await shots('auto-reply');
  await maya.openAutomation('Runs');
  await page.getByRole('list', { name: 'Runs' }).waitFor();
  await shots('runs');
  const stranger = await (await browser.newContext({ viewport: wide })).newPage();
  await stranger.goto(url);
  await stranger.getByRole('button', { name: 'Create account' }).click();
  await picture(stranger, 'sign-up-1440-light');
  await stranger.setViewportSize(narrow);
  await stranger.emulateMedia({ colorScheme: 'dark' });
  await picture(stranger, 'sign-up-390-dark');
}

async function main() {
  const executablePath = findChromium(process.env['CHROMIUM']);
  const data = mkdtempSync(path.join(tmpdir(), 'parley-pictures-'));
  const product = new Product(process.cwd(), data);
  mkdirSync(target, { recursive: true });
  await product.start();
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    const maya = await scene(browser, product.url);
    await (folder === undefined ? documentation(maya) : everything(maya, browser, product.url));
  } finally {
    await browser.close();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
  console.log(target);
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
