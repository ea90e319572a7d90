import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isBuiltin } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { conversationOf, encodeAttributes, encodeEnvelope } from '@parley/envelope';
import { CloudProcess, freePort } from '../../e2e/cloud/cloud-process';

/** Which client libraries each function and the relay load: those that it uses, and no other. What begins with an event asks by HTTP where it can. */
const clients: Readonly<Record<string, readonly string[]>> = {
  'jolie-exec': [],
  'auto-reply': [],
  router: [],
  'jolie-exec-config': ['storage'],
  'auto-reply-config': [],
  'dead-letter': ['storage'],
  janitor: ['pubsub'],
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

/** esbuild's metafile, of which this is read: https://esbuild.github.io/api/#metafile. */
interface Contents {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}
/** What is read when it starts: its file, and files beside it that this imports at once, as if they were one. */
function contentsOf(name: string): Contents {
  const { outputs } = JSON.parse(readFileSync(`build/cloud/${name}.contents.json`, 'utf8')) as {
    outputs: Record<string, Contents>;
  };
  const read = new Set([`build/cloud/${name}/index.mjs`]);
  // A set that grows is gone through to its end.
  for (const file of read) {
    for (const { path: imported, kind } of outputs[file]!.imports)
      if (imported in outputs && kind !== 'dynamic-import') read.add(imported);
  }
  const files = [...read].map((file) => outputs[file]!);
  return {
    inputs: Object.assign({}, ...files.map(({ inputs }) => inputs)) as Contents['inputs'],
    imports: files.flatMap(({ imports }) => imports).filter((each) => !(each.path in outputs)),
  };
}

const packageName = /^(?:node_modules\/)?((?:@[^/]+\/)?[^/]+)/;
/** The packages of the registry that lie in a bundle or are imported by it. */
function packagesIn(name: string): ReadonlySet<string> {
  const { inputs, imports } = contentsOf(name);
  const inside = Object.keys(inputs).filter((each) => each.startsWith('node_modules/'));
  return new Set([...inside, ...imports.map((each) => each.path)].map((each) => packageName.exec(each)![1]!));
}
const clientNames = new Set(['firestore', 'pubsub', 'storage'].map((each) => `@google-cloud/${each}`));

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/functions.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

describe.each(Object.keys(clients))('the bundle of %s', (name) => {
  it('holds or imports the client libraries that it uses, and no other', () => {
    const used = [...packagesIn(name)].filter((each) => clientNames.has(each));
    expect(used.sort()).toEqual(clients[name]!.map((each) => `@google-cloud/${each}`));
    expect(packagesIn(name).has('firebase-admin')).toBe(name === 'api');
  });

  it('that needs none of them loads what finds its identity with its first request, and not before', () => {
    if (clients[name]!.length === 0) expect(packagesIn(name)).not.toContain('google-auth-library');
  });

  it('has a library for metrics where they are asked for, and loads those for traces nowhere before they are needed', () => {
    expect(packagesIn(name).has('prom-client')).toBe(['api', 'relay'].includes(name));
    const ofTraces = contentsOf(name).imports.filter(({ path: each }) => /^@opentelemetry\//.test(each));
    expect(ofTraces.map(({ path: each }) => each)).toContain('@opentelemetry/sdk-trace-base');
    expect(new Set(ofTraces.map(({ kind }) => kind))).toEqual(new Set(['dynamic-import']));
  });

  it('that begins with an event has its libraries inside: one file is read, not a thousand', () => {
    const { imports } = contentsOf(name);
    const atOnce = imports.filter(({ path: each, kind }) => !isBuiltin(each) && kind !== 'dynamic-import');
    // What is not installed a library tries to load, and does without.
    const installed = atOnce.filter(({ path: each }) => existsSync(`node_modules/${each}`));
    const outside = new Set(installed.map(({ path: each }) => each));
    if (['api', 'relay'].includes(name)) expect(outside.size).toBeGreaterThan(1);
    else expect([...outside]).toEqual(['@google-cloud/functions-framework']);
  });

  it('registers what it is under its name, so that no trigger has to say whether it takes events', () => {
    const source = readFileSync(fileOf(name, 'index.mjs'), 'utf8');
    const registered = /\b(cloudEvent|http)\("([a-z-]+)", ?await /.exec(source)?.slice(1) ?? [];
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

it.each(['router', 'auto-reply', 'jolie-exec'])(
  '%s, given the cloud, asks the platform at its first event who it is, and says when nobody knows',
  async (name) => {
    const asked: string[] = [];
    const platform = createServer((request, response) => {
      asked.push(request.url!);
      // Nothing is to go on to Google's services from here.
      response.writeHead(404, { 'Metadata-Flavor': 'Google' }).end();
    });
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    const main = path.resolve('node_modules/@google-cloud/functions-framework/build/src/main.js');
    const started = new CloudProcess(
      name,
      await freePort(),
      [main, `--target=${name}`, '--signature-type=cloudevent'],
      path.resolve('build/cloud', name),
      {
        FIRESTORE_EMULATOR_HOST: '',
        GOOGLE_APPLICATION_CREDENTIALS: '',
        GCE_METADATA_HOST: `127.0.0.1:${(platform.address() as AddressInfo).port}`,
        METADATA_SERVER_DETECTION: 'assume-present',
        GOOGLE_CLOUD_PROJECT: 'p',
        PARLEY_SCRIPTS_BUCKET: 'scripts',
        HOST: '127.0.0.1',
        NODE_ENV: 'production',
        HOME: path.resolve('build/cloud'),
      },
    );
    await started.start();
    const data = encodeEnvelope({
      messageUid: randomUUID(),
      sessionId: randomUUID(),
      messageBody: 'hello',
      senderId: 1,
      recipientIds: [2],
      fromAutoReply: false,
      eventDestinations: [...new Set([name, 'router'])],
    });
    const key = conversationOf(1, [2]);
    const attributes = encodeAttributes({ sentAt: new Date().toISOString(), conversation: key, key });
    const { status } = await fetch(`http://127.0.0.1:${started.port}/projects/p/topics/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        message: { data: Buffer.from(data).toString('base64'), attributes, messageId: '1', publishTime: '' },
        subscription: 's',
      }),
    });
    await started.end();
    platform.close();
    expect(status).toBe(500);
    expect(asked.join(' ')).toContain(
      `/token?scopes=${encodeURIComponent('https://www.googleapis.com/auth/datastore')}`,
    );
    expect(started.output).toContain('no-identity');
  },
);
