import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { chromiumArguments, findChromium } from '../chromium';
import { Product } from '../product';
import { opening, visit, type Throttling, type Visit } from './visit';

/**
 * `npm run page-speed`: opens the built page in Chromium over a slow line with a slow processor, and writes what it
 * took into docs/page-speed.md.
 */
const rounds = Number(process.env['ROUNDS'] ?? '5');
const document = 'docs/page-speed.md';
const throttling: Throttling = { down: 1_600_000, up: 750_000, latency: 150, processor: 4 };

type Row = Partial<Visit>;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The median of each figure by itself. */
const medians = (rows: readonly Row[]): Row =>
  Object.fromEntries(
    (Object.keys(rows[0]!) as (keyof Visit)[]).map((name) => [
      name,
      median(rows.map((row) => row[name] ?? 0)),
    ]),
  );

/** A browser context in which Ada is signed in for good, and the address of her conversation with Ben. */
async function signedIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Try as Ada' }).click();
  await page.getByRole('button', { name: /Open the conversation with ben/ }).waitFor();
  const held = await page.evaluate(() => sessionStorage.getItem('parley.session'));
  await page.evaluate((session) => localStorage.setItem('parley.session', session ?? ''), held);
  await page.close();
  return context;
}

const field = 'input[autocomplete="username"]';
const composer = 'textarea';
const editor = '.cm-content';

async function round(browser: Browser, url: string): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  const stranger = await browser.newContext();
  rows.set('the way in, first visit', await visit(stranger, url, field, throttling));
  rows.set('the way in, again', await visit(stranger, url, field, throttling));
  await stranger.close();

  const context = await signedIn(browser, url);
  const { cookies, origins } = await context.storageState();
  await context.close();
  // A browser with the session and nothing else: its cache is empty.
  const ada = await browser.newContext({ storageState: { cookies, origins } });
  const conversation = `${url}/#/with/2`;
  rows.set('a conversation, first visit', await visit(ada, conversation, composer, throttling));
  rows.set('a conversation, again', await visit(ada, conversation, composer, throttling));
  const page = await ada.newPage();
  await page.goto(`${url}/#/`);
  await page.getByRole('button', { name: /^Automation/ }).waitFor();
  const openStudio = async () => {
    await page.getByRole('button', { name: /^Automation/ }).click();
    await page.getByRole('button', { name: /^Incoming script/ }).click();
  };
  rows.set('the studio, opened for the first time', await opening(page, openStudio, editor, throttling));
  await ada.close();
  return rows;
}

const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['first paint', ({ firstPaint }) => milliseconds(firstPaint)],
  ['first contentful paint', ({ firstContentfulPaint }) => milliseconds(firstContentfulPaint)],
  ['largest contentful paint', ({ largestContentfulPaint }) => milliseconds(largestContentfulPaint)],
  ['one can type', ({ typable }) => milliseconds(typable)],
  ['transferred', ({ bytes = 0 }) => `${(bytes / 1000).toFixed(1)} kB`],
  ['requests', ({ requests = 0 }) => String(requests)],
  ['long tasks', ({ longTasks = 0, longTaskTime = 0 }) => `${longTasks} (${Math.round(longTaskTime)} ms)`],
];
const milliseconds = (value: number | undefined) => (value === undefined ? '—' : `${Math.round(value)} ms`);

const tableOf = (rows: ReadonlyMap<string, Row>) =>
  [
    `| | ${columns.map(([name]) => name).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
    ...[...rows].map(([name, row]) => `| ${name} | ${columns.map(([, cell]) => cell(row)).join(' | ')} |`),
  ].join('\n');

/** Puts the table between the document's marks. */
function write(table: string) {
  const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];
  const before = readFileSync(document, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${document} has no place for the figures.`);
  writeFileSync(
    document,
    `${before.slice(0, from + begin.length)}\n\nMedians of ${rounds} rounds:\n\n${table}\n\n${before.slice(to)}`,
  );
}

async function main() {
  const data = mkdtempSync(path.join(tmpdir(), 'parley-page-speed-'));
  const product = new Product(process.cwd(), data);
  await product.start();
  const browser = await chromium.launch({
    executablePath: findChromium(process.env['CHROMIUM']),
    args: chromiumArguments,
  });
  try {
    const all: ReadonlyMap<string, Row>[] = [];
    for (let i = 0; i < rounds; i++) all.push(await round(browser, product.url));
    const table = tableOf(
      new Map([...all[0]!.keys()].map((name) => [name, medians(all.map((rows) => rows.get(name)!))])),
    );
    write(table);
    console.log(table);
  } finally {
    await browser.close();
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

main().catch((failure: unknown) => {
  console.error(failure);
  process.exitCode = 1;
});
