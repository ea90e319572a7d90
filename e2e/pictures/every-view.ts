import type { Page } from 'playwright-core';
import type { Person } from '../person';
import type { Scene } from './scene';
import { mistaken, reminder } from './scripts';
import { goTo, studio, views } from './views';

/** One view for looking at: what to do until a page shows it, and which page that is. */
export interface Look {
  readonly name: string;
  readonly show: (scene: Scene) => Promise<Page>;
  /** What brings it back when the window's size has changed. */
  readonly again?: (page: Page) => Promise<void>;
}

const recv = 'Source of the incoming script';

const at = (name: string, fragment: string, heading: string): Look => ({
  name,
  async show({ maya, url }) {
    await goTo(maya, url, fragment, heading);
    return maya.page;
  },
});

const empty = (name: string, fragment: string, heading: string): Look => ({
  name: `${name}-empty`,
  async show({ newcomer, url }) {
    await goTo(newcomer, url, fragment, heading);
    return newcomer.page;
  },
});

/** Goes to the conversation of several people, whatever is shown now. */
async function group({ maya, url, group: fragment }: Scene) {
  await maya.page.goto(`${url}/#/${fragment}`);
  await maya.messages.getByRole('article').first().waitFor();
  return maya.page;
}

async function search({ maya, url }: Scene, text: string, answer: string) {
  await goTo(maya, url, '', 'Chats');
  await maya.page.getByLabel('Search people and chats').fill(text);
  await maya.page.getByText(answer).first().waitFor();
  return maya.page;
}

async function withShortcut(maya: Person, keys: string) {
  await maya.page.keyboard.press(keys);
  await maya.page.getByRole('dialog').waitFor();
  return maya.page;
}

/** The way in, and where it does not lead in. */
const entrance: readonly Look[] = [
  {
    name: 'sign-in',
    async show({ stranger, url }) {
      await stranger.goto(url);
      await stranger.getByRole('heading', { name: 'Welcome back' }).waitFor();
      return stranger;
    },
  },
  {
    name: 'sign-in-wrong',
    async show({ stranger, url }) {
      await stranger.goto(url);
      await stranger.getByLabel('Username').fill('maya');
      await stranger.getByRole('textbox', { name: 'Password' }).fill('not her password');
      await stranger.getByRole('button', { name: 'Sign in' }).click();
      await stranger.getByText('is not right').waitFor();
      return stranger;
    },
  },
  {
    name: 'sign-up',
    async show({ stranger, url }) {
      await stranger.goto(url);
      await stranger.getByRole('button', { name: 'Create account' }).click();
      await stranger.getByRole('heading', { name: 'Create your account' }).waitFor();
      return stranger;
    },
  },
  {
    name: 'no-server',
    async show({ stranger, url }) {
      await stranger.route('**/config.json', (route) => route.abort());
      await stranger.goto(url);
      await stranger.getByText('Parley cannot be reached').waitFor();
      await stranger.unroute('**/config.json');
      return stranger;
    },
  },
];

const chats: readonly Look[] = [
  at('chats', '', 'Chats'),
  empty('chats', '', 'Chats'),
  {
    name: 'conversation-empty',
    async show({ newcomer }) {
      await newcomer.openConversationWith('lena');
      return newcomer.page;
    },
  },
  at('nowhere', 'nowhere-at-all', 'There is nothing here'),
  { name: 'group', show: group },
  {
    name: 'group-people',
    show: group,
    async again(page) {
      const members = page.getByRole('list', { name: 'Members' });
      if (await members.isVisible()) return;
      await page.getByRole('button', { name: 'People of this conversation' }).click();
      await members.waitFor();
    },
  },
  {
    name: 'group-readers',
    async show(scene) {
      const page = await group(scene);
      await page
        .getByRole('button', { name: /who has read it$/ })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
      return page;
    },
  },
  {
    name: 'why',
    async show({ maya }) {
      await maya.openConversationWith('jonas');
      await maya.groupWith('I am free on').getByRole('button', { name: 'Why?' }).click();
      await maya.page.getByRole('button', { name: 'Show that message' }).waitFor();
      return maya.page;
    },
  },
  {
    name: 'message-failed',
    async show({ maya, url }) {
      await maya.page.goto(`${url}/#/with/999999`);
      await maya.send('Is anybody there?');
      await maya.messages.getByText(/^Not sent/).waitFor();
      return maya.page;
    },
  },
  {
    name: 'new-group',
    async show({ maya, url }) {
      await goTo(maya, url, '', 'Chats');
      await maya.page.getByRole('button', { name: 'New group' }).click();
      for (const name of ['jonas', 'lena']) await maya.page.getByRole('checkbox', { name }).check();
      return maya.page;
    },
  },
  { name: 'search', show: (scene) => search(scene, 'the', 'Can I borrow') },
  { name: 'search-none', show: (scene) => search(scene, 'zeppelin', 'zeppelin') },
  {
    name: 'quick-jump',
    async show({ maya, url }) {
      await goTo(maya, url, '', 'Chats');
      return withShortcut(maya, 'Control+k');
    },
  },
  {
    name: 'shortcuts',
    async show({ maya, url }) {
      await goTo(maya, url, '', 'Chats');
      return withShortcut(maya, '?');
    },
  },
];

const automation: readonly Look[] = [
  at('automation', 'automation', 'Automation'),
  empty('script', 'automation/recv', 'Incoming script'),
  empty('runs', 'automation/runs', 'Runs'),
  at('runs-all', 'automation/runs', 'Runs'),
  at('auto-reply', 'automation/auto-reply', 'Auto-reply'),
  {
    name: 'script-problems',
    async show(scene) {
      await studio(scene.maya, scene.url);
      const { page } = scene.maya;
      await page
        .getByLabel(recv)
        .fill(reminder.replace('forward"', 'forward').replace('embed Json', 'embd Json'));
      await page.getByRole('list', { name: 'Problems' }).waitFor();
      return page;
    },
  },
  {
    name: 'script-switch-on',
    async show({ maya, url }) {
      await studio(maya, url);
      await maya.page.getByLabel(recv).fill(reminder.replace('"newsletter"', '"ladder"'));
      await maya.page.getByRole('button', { name: 'Save and switch on' }).click();
      await maya.page.getByRole('dialog').getByText('would have been different').waitFor();
      return maya.page;
    },
  },
  {
    name: 'versions',
    async show({ maya, url }) {
      await goTo(maya, url, 'automation/recv', 'Incoming script');
      await maya.page.getByLabel(recv).fill(mistaken);
      await maya.page.getByRole('tab', { name: 'Versions' }).click();
      await maya.page.getByRole('button', { name: 'Compare' }).first().click();
      await maya.page.getByRole('textbox', { name: 'What changed since this version' }).waitFor();
      return maya.page;
    },
  },
  {
    name: 'recipe',
    async show({ maya, url }) {
      await goTo(maya, url, 'automation/recipes', 'Recipes');
      await maya.page.getByRole('button', { name: 'Keyword router' }).click();
      await maya.page.getByRole('button', { name: 'Open in the editor' }).waitFor();
      return maya.page;
    },
  },
];

const settings: readonly Look[] = [
  at('settings-list', 'settings', 'Settings'),
  at('settings-account', 'settings/account', 'Account'),
  at('settings-appearance', 'settings/appearance', 'Appearance'),
  at('settings-notifications', 'settings/notifications', 'Notifications'),
  at('settings-time', 'settings/time', 'Time zone'),
  {
    name: 'settings-blocked',
    async show({ maya, url }) {
      await goTo(maya, url, 'settings/blocked', 'Blocked people');
      await maya.page.getByLabel('Block somebody').fill('l');
      await maya.page.getByRole('button', { name: 'Block lena' }).waitFor();
      return maya.page;
    },
  },
  at('settings-data', 'settings/data', 'Your data'),
];

/** What shows when the server goes away; the last view, because it does not come back. */
const offline: Look = {
  name: 'offline',
  async show({ maya, product }) {
    await maya.openConversationWith('jonas');
    await product.kill();
    await maya.page.getByText('You are offline.').waitFor();
    await maya.send('Sent as soon as there is a connection');
    return maya.page;
  },
};

/** Every view there is, in the order in which one may look at them. */
export const everyView: readonly Look[] = [
  ...entrance,
  ...chats,
  ...views
    .filter(({ phone, dark, name }) => name === 'settings' || (phone !== true && dark !== true))
    .map(({ name, show }) => ({
      name,
      async show({ maya, url }: Scene) {
        await show(maya, url);
        return maya.page;
      },
    })),
  ...automation,
  ...settings,
  offline,
];
