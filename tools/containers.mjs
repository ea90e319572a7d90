// `npm run test:containers`: holds what runs in containers to rules, makes what their images hold, and starts that as a
// container would, as a user without rights. There is no Docker in it. The relay needs the emulators of Firestore and Pub/Sub.
import { spawn } from 'node:child_process';
import { root } from './bundle.mjs';
import { findEmulators, startEmulators } from './emulators.mjs';
import { makeImage } from './image.mjs';

const found = findEmulators();
const hasEmulators = found.missing.length === 0;
await makeImage('local');
if (hasEmulators) await makeImage('relay');
const emulators = hasEmulators ? await startEmulators(found) : null;
const jest = spawn(
  process.execPath,
  [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    'containers',
    '--runInBand',
    ...(hasEmulators ? [] : ['--testPathIgnorePatterns', '\\.int\\.test\\.ts$']),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...emulators?.environment } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
const code = await new Promise((resolve) => jest.once('exit', (status) => resolve(status ?? 1)));
await emulators?.stop();
if (!hasEmulators)
  console.error(['Left out: the relay in its container. Missing:', ...found.missing].join('\n  '));
process.exitCode = code;
