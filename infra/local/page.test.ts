import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCleanups, startScene, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
beforeAll(async () => {
  const webDirectory = await mkdtemp(path.join(tmpdir(), 'parley-page-'));
  cleanups.add(() => rm(webDirectory, { recursive: true }));
  await mkdir(path.join(webDirectory, 'assets'));
  await writeFile(path.join(webDirectory, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(path.join(webDirectory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(webDirectory, '.secret'), 'secret');
  await writeFile(path.join(webDirectory, 'service-worker.js'), '');
  await writeFile(path.join(webDirectory, 'manifest.webmanifest'), '{}');
  const script = 'export {};';
  await writeFile(path.join(webDirectory, 'assets/index-1a2b3c.js'), script);
  await writeFile(path.join(webDirectory, 'assets/index-1a2b3c.js.br'), brotliCompressSync(script));
  await writeFile(path.join(webDirectory, 'assets/index-1a2b3c.js.gz'), gzipSync(script));
  scene = await startScene(cleanups, { webDirectory });
});
afterAll(() => cleanups.run());

describe('the page', () => {
  it.each(['/', '/index.html', '/people/7', '/settings?tab=scripts'])(
    'is at %s, asked for anew each time',
    async (at) => {
      const answer = await scene.call('GET', at);
      expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<title>Parley</title>') });
      expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
      expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      expect(answer.headers.get('cache-control') ?? 'no-cache').toBe('no-cache');
    },
  );

  it('leads operators from /ops to their place', async () => {
    const { status, headers } = await scene.call('GET', '/ops');
    expect([status, headers.get('location')]).toEqual([302, '/#/operations']);
  });

  it('keeps files whose name has a hash for a year', async () => {
    const { status, headers } = await scene.call('GET', '/assets/index-1a2b3c.js');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/javascript/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, *;q=0', null],
    ['identity', null],
  ])(
    'given a caller that takes %s, then a file comes as %s, under its own type',
    async (accepted, encoding) => {
      const headers = { 'accept-encoding': accepted };
      const answer = await scene.call('GET', '/assets/index-1a2b3c.js', { headers });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('content-type')).toMatch(/javascript/);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.text).toBe('export {};');
    },
  );

  it('given a file that the build did not compress, then it comes as it is, asked for anew each time', async () => {
    const { headers, status } = await scene.call('GET', '/favicon.svg');
    expect(status).toBe(200);
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['/service-worker.js', /javascript/],
    ['/manifest.webmanifest', /^application\/manifest\+json/],
  ])('has %s asked for anew each time', async (at, type) => {
    const { status, headers } = await scene.call('GET', at);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(type);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-security-policy')).toMatch(/worker-src 'self'; manifest-src 'self'/);
  });

  it.each(['/assets/gone-1.js', '/gone.png', '/assets/../../package.json'])(
    'does not stand in for the missing file %s',
    async (at) => {
      const answer = await scene.call('GET', at);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('secret');
    },
  );

  it.each(['/.secret', '/%2e%2e/%2e%2e/etc/hostname', '/..%2f..%2fetc%2fhostname'])(
    'gives away nothing of what lies beside it at %s',
    async (at) => {
      const { text } = await scene.call('GET', at);
      expect(['<!doctype html><title>Parley</title>', 'There is nothing here.\n']).toContain(text);
    },
  );

  it('does not stand in for the interface, and takes no forms', async () => {
    expect((await scene.call('GET', '/api/nothing')).json).toMatchObject({ code: 'not-found' });
    expect((await scene.call('POST', '/')).status).toBe(404);
  });
});
