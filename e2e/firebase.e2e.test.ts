import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expectAccessible } from './axe';
import { chromiumArguments, findChromium } from './chromium';
import { CloudProduct } from './cloud/cloud-product';

jest.setTimeout(300_000);

const emulator = process.env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '';
// `npm run test:cloud-e2e` starts the emulators, and says when firebase-tools is missing, which the one of Auth belongs to.
const describeWithAuth = process.env['PARLEY_E2E'] === 'cloud' && emulator !== '' ? describe : describe.skip;

/** The newest link that the emulator would have mailed to an address. */
async function mailedTo(address: string): Promise<string> {
  const answer = await fetch(`http://${emulator}/emulator/v1/projects/demo-parley/oobCodes`);
  const { oobCodes } = (await answer.json()) as { oobCodes: { email: string; oobLink: string }[] };
  const link = oobCodes.filter(({ email }) => email === address).at(-1)?.oobLink;
  if (link === undefined) throw new Error(`Nothing was mailed to ${address}.`);
  return link;
}

describeWithAuth('sign-in with Firebase Auth', () => {
  const product = new CloudProduct(process.cwd(), 'password,email-link,google');
  const faults: string[] = [];
  let browser: Browser;

  beforeAll(async () => {
    await product.start();
    browser = await chromium.launch({
      executablePath: findChromium(process.env['CHROMIUM']),
      args: chromiumArguments,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await product.stop();
  });

  /** A window of its own, which is another device. */
  async function device(url = product.url): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(url);
    return page;
  }

  async function askForLink(page: Page, address: string): Promise<void> {
    await page.getByRole('button', { name: 'Sign in with a link by email' }).click();
    await page.getByLabel('Your email address').fill(address);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText(`a link is on its way to ${address}`).waitFor();
  }

  const nameOn = async (page: Page): Promise<string> => {
    const button = page.getByRole('button', { name: /account of /i });
    await button.waitFor();
    return ((await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '').trim();
  };

  it('is not fetched before somebody asks for it', async () => {
    const asked: string[] = [];
    const page = await (await browser.newContext()).newPage();
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(product.url);
    await page.getByRole('button', { name: 'Continue with Google' }).waitFor();
    expect(asked.filter((url) => /firebase/.test(url))).toEqual([]);
    await expectAccessible(page);
  });

  it('given a link that is opened on the device that asked for it, then it signs in, and the address forgets it', async () => {
    const page = await device();
    await askForLink(page, 'ann@example.org');
    await expectAccessible(page);
    await page.goto(await mailedTo('ann@example.org'));
    expect(await nameOn(page)).toMatch(/ann/);
    expect(new URL(page.url()).search).toBe('');
    expect(faults).toEqual([]);
  });

  it('given another device, then the address is asked for, and whoever has it is the same person', async () => {
    const first = await device();
    await askForLink(first, 'ann@example.org');
    const second = await device(await mailedTo('ann@example.org'));
    await second.getByLabel('The email address that the link was sent to').fill('other@example.org');
    await second.getByRole('button', { name: 'Sign in', exact: true }).click();
    await second.getByText('The link was sent to another address.').waitFor();
    await expectAccessible(second);
    await second.getByLabel('The email address that the link was sent to').fill('ann@example.org');
    await second.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await nameOn(second)).toMatch(/ann/);
    expect(faults).toEqual([]);
  });

  it('given a link that was used, then it is said, and another way is open', async () => {
    const page = await device();
    await askForLink(page, 'bea@example.org');
    const link = await mailedTo('bea@example.org');
    await page.goto(link);
    await nameOn(page);
    // The emulator itself refuses to lead on with a link that was used: a mail program that kept it goes to the page.
    const used = new URL(link);
    const again = await device(
      `${product.url}/?mode=signIn&oobCode=${used.searchParams.get('oobCode')}&apiKey=x`,
    );
    await again.getByLabel('The email address that the link was sent to').fill('bea@example.org');
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.getByText('This link was used before, or is too old.').waitFor();
    await again.getByLabel('Username').waitFor();
    expect(faults).toEqual([]);
  });

  it('given that Google can’t be reached, then it is said in plain words, and the form is there again', async () => {
    const page = await device();
    // Nothing of Google's is fetched by a test.
    await page.route('https://apis.google.com/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Continue with Google' }).click();
    await page.getByText('The sign-in service cannot be reached.').waitFor();
    await page.getByLabel('Username').waitFor();
    expect(faults).toEqual([]);
  });
});
