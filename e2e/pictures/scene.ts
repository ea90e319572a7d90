import type { Browser, Page } from 'playwright-core';
import { Person } from '../person';
import type { Product } from '../product';
import { holiday, mistaken, reminder } from './scripts';

/** Who is there to be pictured, when every view is. */
export interface Scene {
  readonly product: Product;
  readonly url: string;
  /** She has used everything. */
  readonly maya: Person;
  /** The fragment of her conversation with several people. */
  readonly group: string;
  /** Somebody who has just come. */
  readonly newcomer: Person;
  /** A page that nobody has signed in on. */
  readonly stranger: Page;
}

/** Lets a person's words come a moment after each other, as people's do. */
async function say(person: Person, ...texts: string[]) {
  for (const text of texts) {
    await person.send(text);
    await person.sees(text);
  }
}

const devices = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

/** Signs the person in on more devices. */
async function signInElsewhere(browser: Browser, url: string, { name }: Person) {
  for (const userAgent of devices) {
    const page = await browser.newPage({ userAgent });
    await page.goto(url);
    await page.getByLabel('Username').fill(name);
    await page.getByRole('textbox', { name: 'Password' }).fill(`${name} has a long password`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `account of ${name}` }).waitFor();
    await page.close();
  }
}

/** What is said among several: all that a message may hold. */
async function plan(url: string, maya: Person, jonas: Person, lena: Person): Promise<string> {
  const group = `with/${await jonas.id()}+${await lena.id()}`;
  await maya.page.goto(`${url}/#/${group}`);
  await say(maya, 'Here we can plan the party together', 'Who comes on Friday?');
  await jonas.page.goto(`${url}/#/with/${await maya.id()}+${await lena.id()}`);
  await say(jonas, 'Me!', '🎉🎉');
  await lena.page.goto(`${url}/#/with/${await maya.id()}+${await jonas.id()}`);
  await say(
    lena,
    'I can come a little later, about eight, because the train from Aarhus only runs every other hour on a ' +
      'Friday evening. Do start without me, and keep me a plate of whatever there is to eat.',
  );
  await lena.send(
    `For the lights:\n\`\`\`\nfor( i = 0, i < #lamps, i++ ) {\n  on@Lamp( lamps[i] )()\n}\n\`\`\``,
  );
  await lena.messages.getByText('For the lights:').waitFor();
  await maya.send('Perfect: `lamps` has twelve of them now');
  await maya.messages.getByText('has twelve of them now').waitFor();
  return group;
}

/** The people of the pictures, what they said and what their scripts did. Maya is the one whose page is pictured. */
export async function scene(browser: Browser, url: string): Promise<Pick<Scene, 'maya' | 'group'>> {
  const [maya, jonas, tomas, lena] = [
    await Person.signUp(browser, url, 'maya', {
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'Europe/Copenhagen',
    }),
    await Person.signUp(browser, url, 'jonas'),
    await Person.signUp(browser, url, 'tomas'),
    await Person.signUp(browser, url, 'lena'),
  ] as const;
  await tomas.setAutoReply('On the trail until Thursday, with no signal. I will write back then. 🏔️', true);
  await jonas.switchOnScript('recv', holiday);
  await maya.switchOnScript('recv', mistaken);

  await lena.openConversationWith('maya');
  await say(lena, 'Can I borrow the big ladder on Saturday?');
  await maya.openConversationWith('lena');
  await say(maya, 'Of course, it is behind the shed');
  await maya.switchOnScript('recv', reminder);

  await tomas.openConversationWith('maya');
  await say(tomas, 'Photos from the weekend are up, have a look when you like');
  await maya.openConversationWith('tomas');
  await maya.sees('Photos from the weekend are up, have a look when you like');
  await say(maya, 'They are lovely! Which lens was it?');
  await maya.groupWith('On the trail until Thursday').waitFor();
  await say(tomas, 'The garden newsletter is out: twelve pages on compost');

  const group = await plan(url, maya, jonas, lena);

  await jonas.openConversationWith('maya');
  await say(jonas, 'A garden party? Count me in. Who has the speakers?');
  await say(jonas, 'And what can I bring?');

  await maya.openConversationWith('jonas');
  await maya.sees('And what can I bring?');
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
  await lena.openConversationWith('maya');
  await lena.send('Thank you! I’ll bring it back on Sunday.');
  await maya.page.getByText('I’ll bring it back on Sunday.').waitFor();
  await signInElsewhere(browser, url, maya);
  return { maya, group };
}
