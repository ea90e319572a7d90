import type { Browser } from 'playwright-core';
import { Person } from '../person';
import { holiday, mistaken, reminder } from './scripts';

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

/** The people of the pictures, what they said and what their scripts did. Maya is the one whose page is pictured. */
export async function scene(browser: Browser, url: string): Promise<Person> {
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
  await lena.send('Thank you! I’ll bring it back on Sunday.');
  await maya.page.getByText('I’ll bring it back on Sunday.').waitFor();
  await signInElsewhere(browser, url, maya);
  return maya;
}
