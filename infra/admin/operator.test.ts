import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, systemIds } from '@parley/embedded';
import { eventually } from '@parley/ports/contract';
import { check } from '../../e2e/history/check';
import type { Event, EventOf } from '../../e2e/history/history';
import { createCleanups, startScene, type Person, type Scene } from '../local/testing/running-server';
import { commands, embeddedOperations, help, readCommandLine } from './index';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-operator-'));
  scene = await startScene(cleanups, {
    directory: path.join(folder, 'data'),
    sendsPerSecond: 1_000,
    sendBurst: 1_000,
  });
  ada = await scene.person('ada');
  bob = await scene.person('bob');
});
afterAll(async () => {
  await cleanups.run();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command as an operator would, on the folder that the server serves from. */
async function operator(...argv: string[]) {
  const asked = readCommandLine(argv);
  if (asked.kind === 'help') throw new Error('asked for help');
  const operations = embeddedOperations(scene.directory, { clock: systemClock, ids: systemIds });
  const told: string[] = [];
  try {
    const result = await asked.run(operations, (what, done, of) => told.push(`${done}/${of} ${what}`));
    return { ...result, told };
  } finally {
    await operations.close();
  }
}
const inbox = async ({ token }: Person) =>
  (await scene.call('GET', '/api/messages', { token })).json['messages'] as { messageBody: string }[];
const send = (from: Person, to: Person[], messageBody: string) =>
  scene.call('POST', '/api/messages', {
    token: from.token,
    json: { messageBody, recipientIds: to.map(({ id }) => id) },
  });

describe('the command line', () => {
  it('has help for everything that it does, whole and by command', () => {
    for (const { usage, summary } of commands) {
      expect(help()).toContain(usage);
      expect(help()).toContain(summary);
    }
    const asked = readCommandLine(['dead-letters', 'list', '--help']);
    expect(asked).toMatchObject({ kind: 'help', text: expect.stringContaining('dead-letters list') });
    expect(asked).not.toMatchObject({ text: expect.stringContaining('grant') });
    expect(readCommandLine([])).toMatchObject({ kind: 'help' });
  });

  it.each([
    [['explode']],
    [['grant']],
    [['grant', 'a', 'b']],
    [['janitor', '--all']],
    [['dead-letters', 'list', '--limit']],
    [['dead-letters']],
  ])('refuses %j, and says how it is written', (argv) => {
    expect(() => readCommandLine(argv)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('beside a server that serves', () => {
  it('grants and revokes what operators may', async () => {
    const isOperator = async () =>
      (await scene.call('GET', '/api/account', { token: ada.token })).json['operator'];
    expect(await isOperator()).toBe(false);
    expect((await operator('grant', 'ADA')).json).toEqual({ id: ada.id, username: 'ada', operator: true });
    expect(await isOperator()).toBe(true);
    await operator('revoke', 'ada');
    expect(await isOperator()).toBe(false);
    await expect(operator('grant', 'nobody')).rejects.toMatchObject({ code: 'unknown-account' });
  });

  it('puts a stage into the way of messages and takes it out, and refuses what could be no way', async () => {
    expect((await operator('pipeline')).text).toBe('jolie-exec auto-reply router');
    expect((await operator('pipeline', 'jolie-exec', 'router')).json).toEqual({
      stages: ['jolie-exec', 'router'],
    });
    await expect(operator('pipeline', 'router', 'jolie-exec')).rejects.toMatchObject({ code: 'usage' });
    expect((await operator('pipeline')).text).toBe('jolie-exec router');
    await operator('pipeline', 'jolie-exec', 'auto-reply', 'router');
    expect((await operator('pipeline')).text).toBe('jolie-exec auto-reply router');
  });

  it('lists what was put aside without what people wrote, shows it whole, and sends it on its way again', async () => {
    const data = JSON.stringify({ secret: 'what somebody wrote' });
    await scene.server.embedded.bus.publish('router', { data, attributes: {} });
    await eventually(async () => (await operator('dead-letters', 'list')).text.includes('router'));
    const listed = await operator('dead-letters', 'list', '--json');
    expect(JSON.stringify(listed)).not.toContain('what somebody wrote');
    const [{ id }] = (listed.json as { deadLetters: [{ id: string }] }).deadLetters;
    expect((await operator('dead-letters', 'show', id)).text).toContain('what somebody wrote');
    await expect(operator('dead-letters', 'show', '999')).rejects.toMatchObject({
      code: 'unknown-dead-letter',
    });
    expect((await operator('dead-letters', 'replay', id)).json).toEqual({ replayed: [id] });
    // The server takes it in by itself; it is as poisonous as it was, and comes back under another id.
    await eventually(async () => {
      const { deadLetters } = (await operator('dead-letters', 'list')).json as {
        deadLetters: { id: string }[];
      };
      return deadLetters.length === 1 && deadLetters[0]!.id !== id;
    });
    await expect(operator('dead-letters', 'replay')).rejects.toMatchObject({ code: 'usage' });
    expect((await operator('dead-letters', 'replay', '--all', '--topic', 'nowhere')).json).toEqual({
      replayed: [],
    });
  });

  it('publishes settings, which hold a second later', async () => {
    const topic = 'auto-reply-config';
    const args = (more: object) =>
      JSON.stringify({ ...more, args: { userId: bob.id, ...('args' in more ? (more.args as object) : {}) } });
    await operator('publish', topic, args({ action: 'setBody', args: { messageBody: 'By the topic.' } }));
    await operator('publish', topic, args({ action: 'enable' }));
    await eventually(
      async () => (await scene.call('GET', '/api/auto-reply', { token: bob.token })).json['enabled'] === true,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await send(ada, [bob], 'hello');
    await eventually(async () =>
      (await inbox(ada)).some(({ messageBody }) => messageBody === 'By the topic.'),
    );
    await operator('publish', topic, args({ action: 'disable' }));
    await expect(operator('publish', 'router', '{}')).rejects.toMatchObject({ code: 'usage' });
    await expect(operator('publish', topic, 'no JSON')).rejects.toMatchObject({ code: 'usage' });
  });

  it('lets the janitor come', async () => {
    expect((await operator('janitor')).json).toEqual({ records: 0, sessions: 0, relays: 0 });
  });

  it('adds a key, and nobody is signed out by it', async () => {
    const before = readFileSync(path.join(scene.directory, 'session-keys'), 'utf8').trim();
    expect((await operator('rotate-keys')).json).toEqual({ keys: 2 });
    const after = readFileSync(path.join(scene.directory, 'session-keys'), 'utf8').trim();
    expect(after.endsWith(`,${before}`)).toBe(true);
  });

  it('does not restore over it', async () => {
    const target = path.join(folder, 'too-early');
    await operator('backup', target);
    await expect(operator('restore', target)).rejects.toMatchObject({ code: 'data-in-use' });
  });
});

describe('a backup under load', () => {
  it('restores to a state that breaks no promise, makes clients read anew, and lets life go on', async () => {
    const target = path.join(folder, 'backup');
    const socket = await scene.connect(ada);
    const { cursor } = await socket.frame('Welcome');
    const history: Event[] = [];
    const sendRecorded = async (from: Person, to: Person[], messageBody: string, counts: boolean) => {
      const messageUid = randomUUID();
      const recipientIds = to.map(({ id }) => id);
      history.push({ kind: 'sent', user: from.id, messageUid, messageBody, recipientIds });
      const answer = await scene.call('POST', '/api/messages', {
        token: from.token,
        json: { messageUid, messageBody, recipientIds },
      });
      expect(answer.status).toBe(202);
      // What was accepted after the backup began may be lost with what came after it: then for everybody.
      if (counts) history.push({ kind: 'accepted', user: from.id, messageUid });
    };
    const cyd = await scene.person('cyd');
    await scene.call('PUT', '/api/auto-reply', {
      token: cyd.token,
      json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
    });
    const people = [ada, bob, cyd];
    const before = new Map(await Promise.all(people.map(async (one) => [one, await inbox(one)] as const)));
    for (let i = 0; i < 20; i++) await sendRecorded(people[i % 3]!, people, `before ${i}`, true);
    const load = Array.from({ length: 300 }, (_, i) =>
      sendRecorded(people[i % 3]!, [people[(i + 1) % 3]!, cyd], `under load ${i}`, false),
    );
    const made = await operator('backup', target);
    expect(made.told.at(-1)).toMatch(/^(\d+)\/\1 /);
    await Promise.all(load);
    await sendRecorded(ada, [bob], 'after the backup', false);
    await expect(operator('backup', target)).rejects.toMatchObject({ code: 'backup-exists' });
    await cleanups.run();

    const restored = await operator('restore', target);
    expect(existsSync((restored.json as { kept: string }).kept)).toBe(true);
    const own = createCleanups();
    const again = await startScene(own, { directory: scene.directory });
    try {
      // What the backup held on its way arrives now.
      const { bus } = again.server.embedded;
      const waits = () => ['jolie-exec', 'auto-reply', 'router'].some((topic) => bus.depth(topic) > 0);
      await eventually(async () => !waits());
      for (const one of people) {
        const entries: EventOf<'inbox'>['entries'][number][] = [];
        for (let after = ''; ;) {
          const { json } = await again.call('GET', `/api/messages?limit=200&after=${after}`, {
            token: one.token,
          });
          entries.push(...(json['messages'] as typeof entries));
          if (json['next'] === null) break;
          after = String(json['next']);
        }
        // What others of this file sent before belongs to no history.
        const own = entries.slice(before.get(one)!.length);
        const from = own[0]!.position - 1;
        history.push({
          kind: 'inbox',
          user: one.id,
          entries: own.map((entry) => ({ ...entry, position: entry.position - from })),
        });
      }
      expect(check(history)).toEqual([]);
      const bodies = history.flatMap((event) => (event.kind === 'inbox' ? event.entries : []));
      expect(bodies.some(({ messageBody }) => messageBody === 'after the backup')).toBe(false);
      expect(bodies.filter(({ messageBody }) => messageBody.startsWith('before ')).length).toBe(60);
      expect(bodies.some(({ fromAutoReply }) => fromAutoReply)).toBe(true);

      const back = await again.connect(ada);
      back.send({ $type: 'Resume', after: cursor });
      expect((await back.frame('Rejected')).problem).toMatchObject({ code: 'cursor', reload: true });
      back.send({ $type: 'SendMessage', message: 'life goes on', destinationUsers: [bob.id] });
      await back.frame('ReceiveMessage', ({ msg }) => msg === 'life goes on');
    } finally {
      await own.run();
    }
  }, 30_000);

  it('that was changed, or never finished, is not restored', async () => {
    const target = path.join(folder, 'backup');
    const file = path.join(target, 'accounts.db');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1)! ^ 1])]));
    await expect(operator('restore', target)).rejects.toMatchObject({ code: 'backup-damaged' });
    writeFileSync(file, whole);
    await rm(path.join(target, 'manifest.json'));
    await expect(operator('restore', target)).rejects.toMatchObject({ code: 'backup-damaged' });
    expect(existsSync(path.join(scene.directory, 'parley.db'))).toBe(true);
  });
});
