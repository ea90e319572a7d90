import type { Person } from '../person';
import { reminder } from './scripts';

/** One picture for the README: how the window is, and what to do until it shows what is pictured. */
export interface View {
  readonly name: string;
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly show: (maya: Person, url: string) => Promise<void>;
}

/** Goes to an address within the page, and waits for its heading. */
export const goTo = async ({ page }: Person, url: string, fragment: string, heading: string) => {
  await page.goto(`${url}/#/${fragment}`);
  await page.getByRole('heading', { name: heading }).first().waitFor();
};

const conversation = async (maya: Person) => {
  await maya.openConversationWith('jonas');
  await maya.sees('Ha, that was the idea. See you on the 13th!');
};

/** The studio of the incoming script, with a message to try. */
export async function studio(maya: Person, url: string) {
  const { page } = maya;
  await goTo(maya, url, 'automation/recv', 'Incoming script');
  const editor = page.getByLabel('Source of the incoming script');
  await editor.fill(reminder);
  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByLabel('Message to try').fill('Hi Maya! What can I bring?');
  await page.getByText('Something cold to drink would be lovely.').last().waitFor();
  await page.getByLabel('Message to try').blur();
}

/** Every main view, in the order of the README. */
export const views: readonly View[] = [
  { name: 'conversation', show: conversation },
  { name: 'conversation-dark', dark: true, show: conversation },
  { name: 'conversation-phone', phone: true, show: conversation },
  {
    name: 'chats-phone',
    phone: true,
    dark: true,
    show: (maya, url) => goTo(maya, url, '', 'Chats'),
  },
  { name: 'studio', show: studio },
  {
    name: 'stepping',
    async show(maya, url) {
      await studio(maya, url);
      await maya.page.getByRole('button', { name: 'Step through' }).click();
      for (let step = 0; step < 5; step++) await maya.page.getByRole('button', { name: 'Next step' }).click();
    },
  },
  {
    name: 'replay',
    async show(maya, url) {
      await studio(maya, url);
      const editor = maya.page.getByLabel('Source of the incoming script');
      await editor.fill(
        reminder.replace('"newsletter"', '"ladder"').replace('Something cold to drink', 'A salad'),
      );
      await maya.page.getByRole('tab', { name: 'Replay' }).click();
      await maya.page.getByRole('button', { name: /^Replay the last/ }).click();
      await maya.page.getByRole('table').waitFor();
    },
  },
  {
    name: 'runs',
    async show(maya, url) {
      await goTo(maya, url, 'automation/runs', 'Runs');
      await maya.page.getByLabel('Only those that failed').check();
      await maya.page.getByRole('list', { name: 'Runs' }).getByText('What went wrong').first().click();
      await maya.page.locator('.cm-content').waitFor();
    },
  },
  { name: 'recipes', show: (maya, url) => goTo(maya, url, 'automation/recipes', 'Recipes') },
  { name: 'tutorial', show: (maya, url) => goTo(maya, url, 'automation/tutorial', 'Tutorial') },
  {
    name: 'settings',
    dark: true,
    async show(maya, url) {
      await goTo(maya, url, 'settings/sessions', 'Sessions');
      await maya.page.getByText('This one', { exact: true }).waitFor();
    },
  },
];
