import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { untilSwitchedOn } from './product';

const titles = { send: 'Outgoing script', recv: 'Incoming script' } as const;

/** Somebody who uses Parley in a window of their own, by the names that the page gives its parts. */
export class Person {
  /** What went wrong in the page without being shown: uncaught errors, and what the page's policy refused. */
  readonly faults: string[] = [];

  private constructor(
    readonly name: string,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.faults.push(message.text());
    });
  }

  /** Opens a window and creates an account there. */
  static async signUp(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}) {
    return Person.signUpIn(await browser.newContext(options), url, name);
  }

  /** Creates an account in a window that was made for it. */
  static async signUpIn(context: BrowserContext, url: string, name: string) {
    const person = new Person(name, await context.newPage());
    const { page } = person;
    await page.goto(url);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByLabel('Username').fill(name);
    await page.getByRole('textbox', { name: 'Password' }).fill(`${name} has a long password`);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: `Account of ${name}` }).waitFor();
    return person;
  }

  /** Opens another window of somebody who has an account. */
  static async signIn(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const person = new Person(name, await context.newPage());
    const { page } = person;
    await page.goto(url);
    await page.getByLabel('Username').fill(name);
    await page.getByRole('textbox', { name: 'Password' }).fill(`${name} has a long password`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Settings' }).waitFor();
    return person;
  }

  /** Goes to the list of conversations, which a phone shows alone. */
  async toChats(): Promise<void> {
    const back = this.page.getByRole('button', { name: 'Back', exact: true });
    if (await back.isVisible()) await back.click();
  }

  /** Sends texts one after the other as fast as the server takes them, past the page. */
  async say(texts: readonly string[], to: readonly Person[]): Promise<void> {
    const recipientIds = await Promise.all(to.map((person) => person.id()));
    await this.page.evaluate(
      async ([bodies, recipients]) => {
        const { token } = JSON.parse(sessionStorage.getItem('parley.session')!) as { token: string };
        for (const messageBody of bodies) {
          let status = 429;
          while (status === 429) {
            ({ status } = await fetch('/api/messages', {
              method: 'POST',
              headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
              body: JSON.stringify({ messageBody, recipientIds: recipients }),
            }));
            if (status === 429) await new Promise((resolve) => setTimeout(resolve, 200));
          }
        }
      },
      [texts, recipientIds] as const,
    );
  }

  /** The number by which the server knows them. */
  id(): Promise<number> {
    return this.page.evaluate(
      () => (JSON.parse(sessionStorage.getItem('parley.session')!) as { user: { id: number } }).user.id,
    );
  }

  /** The messages of the open conversation. */
  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  /** The message that holds this text, with what the page says about it. */
  groupWith(text: string): Locator {
    return this.messages.getByRole('article').filter({ hasText: text });
  }

  /** The conversation with somebody in the list; `unread` as many as there are. */
  chatWith(name: string, unread?: number): Locator {
    const then = unread === undefined ? ',' : `, ${unread} unread,`;
    return this.page.getByRole('button', {
      name: new RegExp(`^Open the conversation with ${name} ?${then}`),
    });
  }

  async openConversationWith(name: string): Promise<void> {
    const { page } = this;
    const back = page.getByRole('button', { name: 'Back', exact: true });
    const chats = page.getByRole('button', { name: 'Chats' });
    // On a phone an open conversation has no way to the others but back; a page that begins shows neither yet.
    await back.or(chats).first().waitFor();
    if (await back.isVisible()) await back.click();
    await chats.click();
    await page.getByLabel('Search people and chats').fill(name);
    const known = this.chatWith(name);
    await known
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    // On a phone the list has made room.
    const clear = page.getByRole('button', { name: 'Clear the search' });
    if (await clear.isVisible()) await clear.click();
  }

  async send(text: string): Promise<void> {
    const composer = this.page.getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill(text);
    await composer.press('Enter');
  }

  async sees(text: string): Promise<void> {
    await this.messages.getByText(text, { exact: true }).first().waitFor();
  }

  async openAutomation(place: string): Promise<void> {
    const heading = this.page.getByRole('heading', { name: place, exact: true });
    if (await heading.isVisible()) return;
    await this.page.getByRole('button', { name: 'Automation', exact: true }).click();
    await this.page.getByRole('button', { name: place, exact: true }).click();
    await heading.waitFor();
  }

  /** Types a script, saves it and confirms; what the page says then is the caller's to look at. */
  async saveScript(target: 'send' | 'recv', source: string): Promise<void> {
    await this.openAutomation(titles[target]);
    await this.page.getByLabel(`Source of the ${titles[target].toLowerCase()}`).fill(source);
    await this.page.getByRole('button', { name: 'Save and switch on' }).click();
    const confirm = this.page.getByRole('dialog').getByRole('button', { name: 'Switch on', exact: true });
    await confirm.or(this.page.getByText(/^Not saved: /)).waitFor();
    if (await confirm.isVisible()) await confirm.click();
  }

  /** Saves a script that is right, and waits until it holds. */
  async switchOnScript(target: 'send' | 'recv', source: string): Promise<void> {
    await this.saveScript(target, source);
    await this.page.getByText('Saved. It runs from now on.').waitFor();
    await this.page.waitForTimeout(untilSwitchedOn);
  }

  async switchOffScript(target: 'send' | 'recv'): Promise<void> {
    await this.openAutomation(titles[target]);
    // The switch itself is drawn over: its track takes the pointer.
    await this.page.getByRole('switch', { name: `${titles[target]} is on` }).click({ force: true });
    await this.page.getByText('Switched off.').waitFor();
    await this.page.waitForTimeout(untilSwitchedOn);
  }

  /** Sets the fixed reply, and waits until it holds. */
  async setAutoReply(text: string, isOn: boolean): Promise<void> {
    const { page } = this;
    await this.openAutomation('Auto-reply');
    await page.getByRole('switch', { name: 'Answer automatically' }).setChecked(isOn);
    await page.getByLabel('Your answer').fill(text);
    await page.getByLabel('How often the same person gets it').selectOption({ label: 'On every message' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    await page.waitForTimeout(untilSwitchedOn);
  }
}
