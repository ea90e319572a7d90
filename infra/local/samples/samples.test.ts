import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/ports/contract';
import { createCleanups, startScene, type Scene } from '../testing/running-server';

const cleanups = createCleanups();
afterEach(() => cleanups.run());

const offered = async (scene: Scene) => (await scene.call('GET', '/config.json')).json['samples'];
const tryAs = async (scene: Scene, name: string) => {
  const answer = await scene.call('POST', '/api/session', { json: { idToken: `sample:${name}` } });
  const { token, user } = answer.json as { token?: string; user?: { id: number; username: string } };
  return { status: answer.status, token: token ?? '', id: user?.id ?? 0, username: user?.username ?? '' };
};

describe('an empty data folder', () => {
  it('offers Ada and Ben, who are made when somebody is one of them, and are the same again later', async () => {
    // given
    const scene = await startScene(cleanups);
    expect(await offered(scene)).toEqual(['ada', 'ben']);
    const { accounts } = scene.server.embedded;
    expect((await accounts.list({ prefix: '', limit: 5 })).users).toEqual([]);
    // when
    const [ada, ben] = await Promise.all([tryAs(scene, 'ada'), tryAs(scene, 'ben')]);
    // then
    expect([ada.username, ben.username]).toEqual(['ada', 'ben']);
    expect((await tryAs(scene, 'ada')).id).toBe(ada.id);
    await scene.person('somebody');
    expect(await offered(scene)).toEqual(['ada', 'ben']);
    expect((await accounts.list({ prefix: '', limit: 5 })).users).toHaveLength(3);
  });

  it('gives them scripts that run, and a first message', async () => {
    // given
    const scene = await startScene(cleanups);
    const ada = await tryAs(scene, 'ada');
    const ben = await tryAs(scene, 'ben');
    const [adas, bens] = [await scene.connect(ada), await scene.connect(ben)];
    bens.send({ $type: 'Resume', after: null });
    adas.send({ $type: 'Resume', after: null });
    await adas.frame('ReceiveMessage', ({ msg }) => msg.includes('!help'));
    // when: a script holds a second after it was switched on
    await eventually(async () => {
      adas.send({ $type: 'SendMessage', message: '!ping', destinationUsers: [ben.id] });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return adas.frames.some((frame) => frame.$type === 'ReceiveMessage' && frame.msg === 'pong');
    });
    adas.send({ $type: 'SendMessage', message: ':wave: Ben', destinationUsers: [ben.id] });
    // then
    await bens.frame('ReceiveMessage', ({ msg }) => msg === '👋 Ben');
  });
});

describe('a data folder with people of its own', () => {
  it('offers nobody, and lets nobody in without a password', async () => {
    // given
    const scene = await startScene(cleanups);
    await scene.person('somebody');
    // then
    expect(await offered(scene)).toBeUndefined();
    for (const name of ['ada', 'ben', 'somebody', '']) expect((await tryAs(scene, name)).status).toBe(401);
  });
});
