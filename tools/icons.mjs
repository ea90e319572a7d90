// `npm run icons`: draws the page's icons from web/public/icon.svg, with Chromium.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './bundle.mjs';

const folder = path.join(root, 'web/public');
const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
/** A maskable icon is cut to a shape by the system: what matters lies in its middle, on a ground of its own. */
const icons = [
  { name: 'icon-192', size: 192, part: 0.92, ground: 'transparent' },
  { name: 'icon-512', size: 512, part: 0.92, ground: 'transparent' },
  { name: 'icon-maskable-512', size: 512, part: 0.56, ground: '#e3f1ef' },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const { name, size, part, ground } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>
    html, body { margin: 0; height: 100%; background: ${ground} }
    body { display: grid; place-items: center }
    svg { width: ${part * 100}%; height: ${part * 100}% }
  </style>${svg}`);
  writeFileSync(path.join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
