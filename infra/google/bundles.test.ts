import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** Which client libraries each function and the relay load: those that it uses, and no other. */
const clients: Readonly<Record<string, readonly string[]>> = {
  'jolie-exec': ['firestore', 'pubsub', 'storage'],
  'auto-reply': ['firestore', 'pubsub'],
  router: ['firestore', 'pubsub'],
  'jolie-exec-config': ['firestore', 'pubsub', 'storage'],
  'auto-reply-config': ['firestore', 'pubsub'],
  'dead-letter': ['firestore', 'storage'],
  janitor: ['firestore', 'pubsub'],
  api: ['firestore', 'pubsub', 'storage'],
  relay: ['firestore', 'pubsub', 'storage'],
};

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const fileOf = (name: string, file: string) => path.join('build/cloud', name, file);
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(fileOf(name, 'package.json'), 'utf8')) as Manifest;

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/functions.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

describe.each(Object.keys(clients))('the bundle of %s', (name) => {
  it('loads the client libraries that it uses, and no other', () => {
    const source = readFileSync(fileOf(name, 'index.mjs'), 'utf8');
    const imported = [...source.matchAll(/from "@google-cloud\/(firestore|pubsub|storage)"/g)].map(
      ([, each]) => each,
    );
    expect([...new Set(imported)].sort()).toEqual(clients[name]);
  });

  it('loads a library for metrics where they are asked for, and those for traces nowhere before they are needed', () => {
    const source = readFileSync(fileOf(name, 'index.mjs'), 'utf8');
    expect(/from "prom-client"/.test(source)).toBe(['api', 'relay'].includes(name));
    expect(source).not.toMatch(/^(import|export) .*"@opentelemetry\//m);
    expect(source).toContain('import("@opentelemetry/sdk-trace-base")');
  });

  it('registers what it is under its name, so that no trigger has to say whether it takes events', () => {
    const source = readFileSync(fileOf(name, 'index.mjs'), 'utf8');
    const registered = /^(cloudEvent|http)\("([a-z-]+)", /m.exec(source)?.slice(1) ?? [];
    expect(registered).toEqual(name === 'relay' ? [] : [name === 'api' ? 'http' : 'cloudEvent', name]);
  });

  it('lists what it imports with versions that are installed, and nothing of this repository', () => {
    const { dependencies } = manifestOf(name);
    for (const [dependency, version] of Object.entries(dependencies)) {
      const installed = JSON.parse(readFileSync(`node_modules/${dependency}/package.json`, 'utf8')) as {
        version: string;
      };
      expect([dependency, version]).toEqual([dependency, installed.version]);
    }
    expect(Object.keys(dependencies).filter((each) => each.startsWith('@parley/'))).toEqual([]);
    expect(Object.keys(dependencies)).not.toContain(name === 'api' ? '' : 'firebase-admin');
  });

  it('brings the worker that runs scripts where one is needed', () => {
    expect(existsSync(fileOf(name, 'worker.mjs'))).toBe(['jolie-exec', 'api', 'relay'].includes(name));
  });

  it('names the settings that are missing, and does not start', () => {
    const command =
      name === 'relay'
        ? ['index.mjs']
        : [
            path.resolve('node_modules/@google-cloud/functions-framework/build/src/main.js'),
            `--target=${name}`,
          ];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: path.join('build/cloud', name),
      env: { PATH: process.env['PATH'], PORT: '0' },
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).toContain('Set GOOGLE_CLOUD_PROJECT');
  });
});
