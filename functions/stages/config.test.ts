import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createUploads } from '@parley/automation';
import { openEmbedded, systemIds, type Embedded } from '@parley/embedded';
import { runConfig } from '@parley/pipeline';
import { silentTelemetry, type MessagePublished, type OutgoingMessage, type Runner } from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { autoReplyConfig } from '@parley/stage-auto-reply';
import { jolieExecConfig } from '@parley/stage-jolie-exec';

const root = mkdtempSync(path.join(tmpdir(), 'parley-config-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const clock = new ManualClock();
let embedded: Embedded;
let folders = 0;
beforeEach(() => {
  const directory = path.join(root, String(folders++));
  embedded = openEmbedded({ directory, clock, ids: systemIds, telemetry: silentTelemetry });
});
afterEach(() => embedded.close());

const runner: Runner = {
  run: async () => ({ kind: 'finished', output: '', gas: 1, milliseconds: 1 }),
  check: async () => [],
  close: async () => {},
};

/** Hands a message of this time to the function of the topic, and returns what it put aside. */
async function published(topic: string, json: unknown, at: number, data = JSON.stringify(json)) {
  const letters: OutgoingMessage[] = [];
  const message = {
    data: Buffer.from(data).toString('base64'),
    attributes: {},
    publishTime: new Date(at).toISOString(),
  };
  const uploads = createUploads({ runner, scripts: embedded.scripts, interests: embedded.store, clock });
  const handler =
    topic === 'auto-reply-config'
      ? runConfig(autoReplyConfig({ store: embedded.store, clock }), { telemetry: silentTelemetry })
      : runConfig(jolieExecConfig(uploads), { telemetry: silentTelemetry });
  await handler({ data: { message } } as unknown as MessagePublished, {
    publish: async (_, letter) => void letters.push(letter),
  });
  return letters;
}

describe('settings from outside', () => {
  it('change the fixed reply, its text and whether it is given', async () => {
    const topic = 'auto-reply-config';
    await published(topic, { action: 'setBody', args: { userId: 2, messageBody: 'away' } }, 10);
    await published(topic, { action: 'enable', args: { userId: 2 } }, 11);
    expect(await embedded.store.autoReply(2)).toMatchObject({ enabled: true, messageBody: 'away' });
    expect(await embedded.store.anyInterest('auto-reply', [2], clock.now())).toBe(true);
    await published(topic, { action: 'disable', args: { userId: 2 } }, 12);
    expect(await embedded.store.autoReply(2)).toMatchObject({ enabled: false, messageBody: 'away' });
  });

  it('that are older than what stands are ignored', async () => {
    const topic = 'auto-reply-config';
    await published(topic, { action: 'setBody', args: { userId: 2, messageBody: 'new' } }, 20);
    await published(topic, { action: 'setBody', args: { userId: 2, messageBody: 'old' } }, 19);
    expect(await embedded.store.autoReply(2)).toMatchObject({ messageBody: 'new' });
  });

  it('switch scripts off and on again, and stay off where there never was one', async () => {
    await embedded.scripts.put(2, 'recv', 'source', 1);
    const change = (actionType: string, at: number, userId = 2) =>
      published('jolie-exec-config', { actionType, userId, target: 'recv' }, at);
    await change('disable', 10);
    expect(await embedded.scripts.active(2, 'recv')).toBeNull();
    await change('enable', 11);
    expect((await embedded.scripts.active(2, 'recv'))!.source).toBe('source');
    await change('enable', 12, 3);
    expect(await embedded.scripts.active(3, 'recv')).toBeNull();
  });

  it.each([
    ['auto-reply-config', { action: 'explode', args: { userId: 2 } }, 'action'],
    ['auto-reply-config', { action: 'enable', args: { userId: 0 } }, 'args.userId'],
    ['auto-reply-config', { action: 'enable', args: { userId: 2, messageBody: 'x' } }, 'args.messageBody'],
    ['auto-reply-config', { action: 'setBody', args: { userId: 2, messageBody: 5 } }, 'args.messageBody'],
    ['auto-reply-config', { action: 'setBody', args: null }, 'args'],
    ['jolie-exec-config', { actionType: 'enable', userId: 2, target: 'both' }, 'target'],
    ['jolie-exec-config', { actionType: 'enable', userId: 2 }, 'target'],
    ['jolie-exec-config', 5, 'message'],
  ])('to %s that are %j are put aside, and the reason names %s', async (topic, json, field) => {
    const [letter] = await published(topic, json, 10);
    expect(letter!.attributes).toMatchObject({ topic, reason: expect.stringContaining(field) });
  });

  it('that are no JSON are put aside', async () => {
    const [letter] = await published('jolie-exec-config', null, 10, '{"actionType"');
    expect(letter!.attributes['reason']).toContain('JSON');
  });
});
