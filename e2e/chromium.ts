import { accessSync, constants } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What keeps the browser to this machine and out of the way. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isExecutable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The path of a Chromium or Chrome on this machine.
 * @param named the value of the environment variable CHROMIUM, which wins
 * @throws when there is none, with a sentence that says how to get one
 */
export function findChromium(named: string | undefined): string {
  const found = [...(named === undefined || named === '' ? [] : [named]), ...places].find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    'These tests need Chromium. Install it (on Debian: `apt-get update && apt-get install -y chromium`), ' +
      'or name its executable in the environment variable CHROMIUM.',
  );
}
