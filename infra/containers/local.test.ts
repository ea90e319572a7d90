import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contained } from './contained';
import { connect, type Socket } from './socket';

/** What docs/operating.md says to give it to end, and compose.yaml gives it. */
const graceMilliseconds = 20_000;

describe('the image of everything in one process', () => {
  let container: Contained;
  let socket: Socket;
  beforeAll(async () => {
    container = new Contained('.', 'infra/local/Dockerfile');
    await container.start();
  }, 180_000);
  afterAll(() => container.remove());

  it('given the image’s user, then it may write its data and nothing else of its own', () => {
    expect(
      ['/data', '/', '/parley', '/parley/index.mjs', '/parley/node_modules'].filter((each) =>
        container.mayWrite(each),
      ),
    ).toEqual(['/data']);
  });

  it('given a person who registers, then the page is there, a script can be tried, and a socket is welcomed', async () => {
    const at = `http://127.0.0.1:${container.port}`;
    const page = await fetch(at);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const registered = await fetch(`${at}/api/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'cleo', password: 'a long password of hers' }),
    });
    expect(registered.status).toBe(201);
    const { token } = (await registered.json()) as { token: string };
    const uploaded = await fetch(`${at}/api/scripts/send`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: 'service Main { main { nullProcess } }',
    });
    // The worker that runs scripts answered.
    expect([uploaded.status, Object.keys((await uploaded.json()) as object)]).toEqual([
      200,
      expect.arrayContaining(['version']),
    ]);
    socket = await connect(container.port, token);
    expect(socket.frames[0]).toMatchObject({ $type: 'Welcome' });
  });

  it('given SIGTERM, then it tells its sockets where to go, ends well and in time, and is not well any more', async () => {
    const { code, milliseconds } = await container.stop();
    expect({ code, output: code === 0 ? '' : container.output }).toEqual({ code: 0, output: '' });
    expect(milliseconds).toBeLessThan(graceMilliseconds);
    expect(socket.frames.map(({ $type }) => $type)).toContain('GoingAway');
    expect(await socket.closed).toBe(1001);
    expect(await container.isHealthy()).toBe(false);
  });

  it('given a folder for its data that it may not make, then it does not start and says why', async () => {
    const broken = new Contained('.', 'infra/local/Dockerfile');
    try {
      await expect(broken.start({ PARLEY_DATA: '/parley/data' })).rejects.toThrow('/parley/data');
    } finally {
      broken.remove();
    }
  });
});
