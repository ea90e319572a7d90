// `npm run build:hosting -- ADDRESS [PAGE]`: puts what Firebase Hosting serves into build/hosting, for the world whose API is
// at ADDRESS (https://…): the page (that in the folder PAGE, else it is built), the /config.json that this API serves, and a
// firebase.json whose policy names the hosts that this configuration names, and no others. Deploy it with
// `firebase deploy --config build/hosting/firebase.json --only hosting`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from './bundle.mjs';
import { buildPage, pageDirectory } from './page.mjs';

const [address, page] = process.argv.slice(2);
if (address === undefined) {
  console.error('Say where the API is: npm run build:hosting -- https://api.example.org');
  process.exit(1);
}
const answer = await fetch(new URL('/config.json', address)).catch(() => null);
if (answer?.ok !== true) {
  console.error(`${address} does not say what the page must know (/config.json): is the API there?`);
  process.exit(1);
}
const config = await answer.json();

if (page === undefined) buildPage();
const folder = path.join(root, 'build/hosting');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(page ?? pageDirectory, path.join(folder, 'public'), { recursive: true });
writeFileSync(path.join(folder, 'public/config.json'), `${JSON.stringify(config)}\n`);

const { securityHeadersOf } = await import(
  pathToFileURL(await bundle('functions/api/security-headers.ts')).href
);
const { hosting } = JSON.parse(readFileSync(path.join(root, 'firebase.json'), 'utf8'));
const named = securityHeadersOf(config);
for (const { headers } of hosting.headers) {
  for (const header of headers) header.value = named[header.key] ?? header.value;
}
writeFileSync(
  path.join(folder, 'firebase.json'),
  `${JSON.stringify({ hosting: { ...hosting, public: 'public' } }, null, 2)}\n`,
);
console.log(`build/hosting: the page for ${config.apiUrl}; people sign in by ${config.signIn.join(', ')}.`);
