import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCleanups, startScene, type Scene } from './testing/running-server';

interface Hosting {
  readonly public: string;
  readonly rewrites?: unknown;
  readonly redirects?: unknown;
  readonly headers: readonly {
    readonly source: string;
    readonly headers: readonly { readonly key: string; readonly value: string }[];
  }[];
}
interface FirebaseJson {
  readonly hosting: Hosting;
  readonly functions: readonly { readonly codebase: string; readonly source: string }[];
  readonly firestore: readonly {
    readonly database: string;
    readonly rules: string;
    readonly indexes: string;
  }[];
  readonly storage: { readonly rules: string };
  readonly emulators: Readonly<
    Record<string, { readonly host?: string; readonly port?: number; readonly enabled?: boolean }>
  >;
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as FirebaseJson;
const firebase = read('firebase.json');

/** Whether a path is one that headers are for; of Hosting's patterns those that firebase.json uses. */
function matches(source: string, at: string): boolean {
  if (source.startsWith('!')) return !matches(source.slice(1), at);
  if (source === '**') return true;
  const folder = /^(\/\w+\/)\*\*$/.exec(source)?.[1];
  if (folder === undefined) throw new Error(`A pattern that this test does not know: ${source}`);
  return at.startsWith(folder);
}

/** The headers of a path: each must be named once, for which of two holds is not obvious. */
function headersAt({ headers }: Hosting, at: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { key, value } of headers
    .filter(({ source }) => matches(source, at))
    .flatMap((each) => each.headers)) {
    const name = key.toLowerCase();
    if (name in found) throw new Error(`${key} is named twice for ${at}.`);
    found[name] = value;
  }
  return found;
}

const cleanups = createCleanups();
let scene: Scene;
let webDirectory: string;
beforeAll(async () => {
  webDirectory = await mkdtemp(path.join(tmpdir(), 'parley-hosting-'));
  cleanups.add(() => rm(webDirectory, { recursive: true }));
  await mkdir(path.join(webDirectory, 'assets'));
  await writeFile(path.join(webDirectory, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(path.join(webDirectory, 'service-worker.js'), '');
  await writeFile(path.join(webDirectory, 'assets/index-1a2b3c.js'), 'export {};');
  scene = await startScene(cleanups, { webDirectory });
});
afterAll(() => cleanups.run());

describe('firebase.json', () => {
  it.each(['/', '/index.html', '/service-worker.js', '/assets/index-1a2b3c.js', '/config.json'])(
    'has Hosting answer %s with the headers that a server on one machine answers with',
    async (at) => {
      const named = headersAt(firebase.hosting, at);
      const { status, headers } = await scene.call('GET', at);
      expect(status).toBe(200);
      expect(Object.keys(named)).toHaveLength(8);
      expect(Object.fromEntries(Object.keys(named).map((name) => [name, headers.get(name)]))).toEqual(named);
    },
  );

  it('has Hosting serve files and nothing else: every place of the page is behind its one address', () => {
    expect(firebase.hosting.public).toBe('web/dist');
    expect(firebase.hosting.rewrites).toBeUndefined();
    expect(firebase.hosting.redirects).toBeUndefined();
  });

  it('names every function that is built, where it is built', () => {
    const script =
      "import('./tools/functions.mjs').then(({ functions }) => console.log(JSON.stringify(functions.map(({ name }) => name))))";
    const built = JSON.parse(
      execFileSync(process.execPath, ['-e', script, 'functions'], { encoding: 'utf8' }),
    ) as string[];
    expect(firebase.functions).toEqual(
      built.map((name) => ({ codebase: name, source: `build/cloud/${name}` })),
    );
  });

  it('closes both databases and the buckets to clients, by files that are there', () => {
    expect(firebase.firestore.map(({ database, rules }) => [database, rules])).toEqual([
      ['(default)', 'firestore.rules'],
      ['accounts', 'firestore.rules'],
    ]);
    for (const { rules, indexes } of firebase.firestore) {
      expect([rules, indexes].filter((file) => !existsSync(file))).toEqual([]);
    }
    expect(firebase.storage).toEqual({ rules: 'storage.rules' });
  });

  it('has every emulator on this machine alone, each on a port of its own', () => {
    const { ui, ...emulators } = firebase.emulators;
    expect(ui).toEqual({ enabled: false });
    expect(Object.keys(emulators).sort()).toEqual(['auth', 'firestore', 'hosting', 'pubsub', 'storage']);
    const all = Object.values(emulators);
    expect(all.map(({ host }) => host)).toEqual(all.map(() => '127.0.0.1'));
    expect(new Set(all.map(({ port }) => port)).size).toBe(all.length);
  });
});

describe('npm run build:hosting', () => {
  const config = {
    apiUrl: 'https://api.example.org/api',
    relayUrl: 'wss://relay.example.org/ws',
    signIn: ['password', 'email-link'],
    firebase: { apiKey: 'key', authDomain: 'project.firebaseapp.com' },
    limits: {},
  };

  it('given an API, then the page is put together with what that API says, and may talk to what it names', async () => {
    const api = createServer((_request, response) => response.end(JSON.stringify(config)));
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    cleanups.add(() => new Promise((resolve) => api.close(() => resolve())));
    const { port } = api.address() as AddressInfo;
    const asked = ['tools/hosting.mjs', `http://127.0.0.1:${port}`, webDirectory];
    await promisify(execFile)(process.execPath, asked);
    expect(JSON.parse(readFileSync('build/hosting/public/config.json', 'utf8'))).toEqual(config);
    const { hosting } = read('build/hosting/firebase.json');
    const named = headersAt(hosting, '/');
    expect(named['content-security-policy']).toContain(
      "connect-src 'self' https://api.example.org wss://relay.example.org https://identitytoolkit.googleapis.com;",
    );
    const policy = { 'content-security-policy': named['content-security-policy'] };
    expect(named).toEqual({ ...headersAt(firebase.hosting, '/'), ...policy });
    expect(existsSync(path.join('build/hosting', hosting.public, 'index.html'))).toBe(true);
  });

  it('given an address where no API is, then it says so', async () => {
    const asked = promisify(execFile)(process.execPath, ['tools/hosting.mjs', 'http://127.0.0.1:9']);
    await expect(asked).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is the API there?'),
    });
  });
});
