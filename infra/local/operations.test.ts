import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prometheusTelemetry } from '@parley/observability';
import { silentTelemetry } from '@parley/ports';
import { eventually } from '@parley/ports/contract';
import { createCleanups, startScene, type Person, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let ben: Person;
beforeAll(async () => {
  const measured = prometheusTelemetry();
  scene = await startScene(cleanups, {
    telemetry: { ...silentTelemetry, ...measured.telemetry },
    series: () => measured.series(),
  });
  ada = await scene.person('ada');
  ben = await scene.person('ben');
  await scene.server.embedded.accounts.setOperator(ada.id, true);
});
afterAll(() => cleanups.run());

interface Listed {
  readonly deadLetters: readonly { readonly id: string; readonly topic: string; readonly reason: string }[];
  readonly next: string | null;
}
const get = (path: string, { token }: Person) => scene.call('GET', `/api/operations${path}`, { token });
const letters = async (query = '') => (await get(`/dead-letters${query}`, ada)).json as unknown as Listed;
const poison = (data: string) => scene.server.embedded.bus.publish('router', { data, attributes: {} });

describe('an operator', () => {
  it('given messages, sees how many there were, how long they took, and who is connected', async () => {
    const socket = await scene.connect(ben);
    await scene.call('POST', '/api/messages', {
      token: ada.token,
      json: { messageBody: 'hello', recipientIds: [ben.id] },
    });
    await socket.frame('ReceiveMessage');
    await eventually(async () => {
      const { json } = await get('', ada);
      const lately = json['lately'] as { delivery: { p50: number | null } };
      return lately.delivery.p50 !== null;
    });
    const { json } = await get('', ada);
    expect(json).toMatchObject({ sockets: 1, deadLetters: 0 });
    expect((json['topics'] as { topic: string }[]).map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(['jolie-exec', 'auto-reply', 'router']),
    );
    const recent = json['recent'] as { accepted: number; delivered: number }[];
    expect(recent.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    expect(recent.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(1);
  });

  it('reads what was put aside page by page, without what people wrote, and sends it on its way again', async () => {
    for (let i = 0; i < 3; i++) await poison(`what somebody wrote ${i}`);
    await eventually(async () => (await letters()).deadLetters.length === 3);
    const first = await letters('?limit=2');
    const second = await letters(`?limit=2&after=${encodeURIComponent(first.next!)}`);
    expect([first.deadLetters.length, second.deadLetters.length, second.next]).toEqual([2, 1, null]);
    expect(JSON.stringify([first, second])).not.toContain('somebody wrote');
    expect(first.deadLetters[0]).toMatchObject({ topic: 'router', reason: expect.stringContaining('JSON') });
    const { id } = first.deadLetters[0]!;
    const replay = () =>
      scene.call('POST', `/api/operations/dead-letters/${id}/replay`, { token: ada.token });
    expect((await replay()).status).toBe(204);
    // It is as poisonous as it was, and comes back under another id.
    await eventually(async () => (await letters()).deadLetters.length === 3);
    expect((await letters()).deadLetters.map((letter) => letter.id)).not.toContain(id);
    expect((await replay()).status).toBe(404);
  });
});

describe('anybody else', () => {
  it.each(['', '/dead-letters'])('finds nothing under /api/operations%s', async (path) => {
    expect((await get(path, ben)).status).toBe(404);
    expect((await scene.call('GET', `/api/operations${path}`)).status).toBe(401);
  });

  it('replays nothing', async () => {
    const [letter] = (await letters()).deadLetters;
    const path = `/api/operations/dead-letters/${letter!.id}/replay`;
    expect((await scene.call('POST', path, { token: ben.token })).status).toBe(404);
    expect((await letters()).deadLetters.map(({ id }) => id)).toContain(letter!.id);
  });

  it('can’t go on from an operator’s cursor', async () => {
    const { next } = await letters('?limit=1');
    await scene.server.embedded.accounts.setOperator(ben.id, true);
    const answer = await get(`/dead-letters?after=${encodeURIComponent(next!)}`, ben);
    await scene.server.embedded.accounts.setOperator(ben.id, false);
    expect(answer).toMatchObject({ status: 400, json: { code: 'cursor' } });
  });
});
