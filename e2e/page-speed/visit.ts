import type { BrowserContext, Page } from 'playwright-core';

/** What a visit cost. Times are milliseconds since the navigation began, or since the click that opened a part. */
export interface Visit {
  readonly firstPaint: number;
  readonly firstContentfulPaint: number;
  readonly largestContentfulPaint: number;
  /** Until the place to write in is there, and takes keys. */
  readonly typable: number;
  /** As they came over the line, compressed, with their headers. */
  readonly bytes: number;
  readonly requests: number;
  /** Tasks that kept the page from answering for more than 50 ms, and how long all of them took. */
  readonly longTasks: number;
  readonly longTaskTime: number;
}

/** A line and a processor that are slower than the machine's. */
export interface Throttling {
  /** Bits in a second. */
  readonly down: number;
  readonly up: number;
  /** Milliseconds that each request waits at least. */
  readonly latency: number;
  /** How many times slower than this machine. */
  readonly processor: number;
}

interface Noted {
  largest: number;
  longTasks: number[];
  typable: number | null;
}

/** Watches the page from its beginning: what is painted, what blocks it, and when `selector` is there. */
function watch(selector: string) {
  const noted: Noted = { largest: 0, longTasks: [], typable: null };
  (window as unknown as { noted: Noted }).noted = noted;
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('largest-contentful-paint', ({ startTime }) => (noted.largest = startTime));
  observe('longtask', ({ duration }) => noted.longTasks.push(duration));
  const look = () => {
    if (noted.typable === null && document.querySelector(selector) !== null)
      noted.typable = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Counts what comes over the line from now on. */
async function countTraffic(page: Page, throttling: Throttling) {
  const cdp = await page.context().newCDPSession(page);
  const traffic = { bytes: 0, requests: 0 };
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: throttling.latency,
    downloadThroughput: throttling.down / 8,
    uploadThroughput: throttling.up / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttling.processor });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    // What the browser had is no traffic.
    if (encodedDataLength === 0) return;
    traffic.bytes += encodedDataLength;
    traffic.requests++;
  });
  return traffic;
}

const quiet = (page: Page) => page.waitForTimeout(1_500);

/** Opens the address in a new tab and measures until `selector` is there and the line has fallen silent. */
export async function visit(
  context: BrowserContext,
  address: string,
  selector: string,
  throttling: Throttling,
): Promise<Visit> {
  const page = await context.newPage();
  try {
    const traffic = await countTraffic(page, throttling);
    await page.addInitScript(watch, selector);
    await page.goto(address);
    await page.waitForSelector(selector);
    await quiet(page);
    const seen = await page.evaluate(() => ({
      ...(window as unknown as { noted: Noted }).noted,
      paints: performance.getEntriesByType('paint').map(({ name, startTime }) => ({ name, startTime })),
    }));
    const paintOf = (name: string) => seen.paints.find((paint) => paint.name === name)?.startTime ?? 0;
    return {
      firstPaint: paintOf('first-paint'),
      firstContentfulPaint: paintOf('first-contentful-paint'),
      largestContentfulPaint: seen.largest,
      typable: seen.typable ?? 0,
      ...traffic,
      longTasks: seen.longTasks.length,
      longTaskTime: seen.longTasks.reduce((sum, each) => sum + each, 0),
    };
  } finally {
    await page.close();
  }
}

/** Opens a part of a page that is already there, by `open`, and measures until `selector` is there. */
export async function opening(
  page: Page,
  open: () => Promise<void>,
  selector: string,
  throttling: Throttling,
): Promise<Pick<Visit, 'typable' | 'bytes' | 'requests' | 'longTasks' | 'longTaskTime'>> {
  const traffic = await countTraffic(page, throttling);
  await page.evaluate(watch, selector);
  const before = await page.evaluate(() => ({
    at: performance.now(),
    tasks: (window as unknown as { noted: Noted }).noted.longTasks.length,
  }));
  await open();
  await page.waitForSelector(selector);
  await quiet(page);
  const { typable, longTasks } = await page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  const tasks = longTasks.slice(before.tasks);
  return {
    typable: (typable ?? before.at) - before.at,
    ...traffic,
    longTasks: tasks.length,
    longTaskTime: tasks.reduce((sum, each) => sum + each, 0),
  };
}
