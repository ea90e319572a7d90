import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';
import { widths } from './widths';

jest.setTimeout(180_000);

const tested = productInBrowser('update');
const { product } = tested;
const composer = (person: Person) => person.page.getByRole('textbox', { name: 'Message', exact: true });

beforeAll(async () => {
  await Person.signUp(tested.browser, product.url, 'ben', { viewport: widths.desktop });
});

/** A name of its own for each try of a test: who failed leaves an account behind. */
const nameFor = (() => {
  let tries = 0;
  return (role: string) => `${role}-${++tries}`;
})();

/** Serves what the product serves, but for the service worker once a newer one is there. */
async function deployment(): Promise<{ url: string; publish: () => void; close: () => void }> {
  let version = '';
  const server: Server = createServer(({ method, url, headers }, response) => {
    const { port, hostname } = new URL(product.url);
    const isWorker = url === '/service-worker.js';
    const plain = isWorker ? { ...headers, 'accept-encoding': 'identity', 'if-none-match': '' } : headers;
    const forwarded = ask({ hostname, port, method, path: url, headers: plain }, (answer) => {
      if (!isWorker) return answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
      response.writeHead(200, { 'content-type': 'text/javascript' });
      return answer.on('data', (part) => response.write(part)).on('end', () => response.end(version));
    });
    forwarded.on('error', () => response.destroy());
    response.req.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish: () => (version = '\n// A newer version.'),
    close: () => void server.close(() => {}).closeAllConnections(),
  };
}

describe('a new version of the page', () => {
  it('is offered when it is there, comes with one press, and what was begun outlives it', async () => {
    // given
    const deployed = await deployment();
    const context = await tested.browser.newContext({ viewport: widths.desktop });
    const person = await Person.signUpIn(context, deployed.url, nameFor('current'));
    const { page } = person;
    await person.openConversationWith('ben');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (navigator.serviceWorker.controller === null)
        await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await page.reload();
    await composer(person).fill('Half a sen');
    const hint = page.getByText('A new version of Parley is ready.');
    expect(await hint.isVisible()).toBe(false);
    // when
    deployed.publish();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await hint.waitFor();
    await expectAccessible(page);
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Reload', exact: true }).click();
    await reloaded;
    // then
    await page.getByRole('heading', { name: 'ben', exact: true }).waitFor();
    expect(await composer(person).inputValue()).toBe('Half a sen');
    expect(await hint.isVisible()).toBe(false);
    expect(person.faults).toEqual([]);
    await context.close();
    deployed.close();
  });
});
