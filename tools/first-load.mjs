// `npm run first-load`: what a browser fetches before it shows the page for the first time, and how large that is,
// compressed with gzip. Ends with 1 when it is more than the budget. `--json` prints the figures as JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPage, pageDirectory } from './page.mjs';

/** Bytes for all of it together: document, scripts, styles, fonts, icon. The studio loads when it is opened. */
const budget = 200_000;

buildPage();
const read = (address) => readFileSync(path.join(pageDirectory, address));
const page = read('index.html').toString();
// What the server makes for each request is not a file of the build: a few bytes of settings.
const named = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)]
  .map(([, address]) => address)
  .filter((address) => address !== '/config.json');
const fonts = named
  .filter((address) => address.endsWith('.css'))
  .flatMap((address) =>
    [
      ...read(address)
        .toString()
        .matchAll(/url\((\/[^)]+\.woff2?)\)/g),
    ].map(([, font]) => font),
  );
const files = ['/index.html', ...new Set([...named, ...fonts])].map((address) => ({
  address,
  bytes: gzipSync(read(address), { level: 9 }).length,
}));
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);

if (process.argv.includes('--json')) console.log(JSON.stringify({ budget, total, files }));
else {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
  for (const { address, bytes } of files) console.log(`${kilobytes(bytes)}  ${address}`);
  console.log(`${kilobytes(total)}  in all, of ${kilobytes(budget).trim()}`);
}
process.exitCode = total > budget ? 1 : 0;
