import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { createPasswordHasher, createSessionTokens, createSignIn, parseKeyRing } from '@parley/accounts';
import { createAccounts, createStore } from '@parley/google';
import { clock, emulatedFirestore, ids, newProject } from '../google/testing/emulated';
import { Contained } from './contained';
import { connect, type Socket } from './socket';

/** What Kubernetes gives it to end. */
const graceSeconds = parseAllDocuments(readFileSync('infra/relay/kubernetes.yaml', 'utf8'))
  .map((each) => each.toJS() as { spec?: { template?: { spec: { terminationGracePeriodSeconds: number } } } })
  .find(({ spec }) => spec?.template !== undefined)!.spec!.template!.spec.terminationGracePeriodSeconds;

const project = newProject();
const keys = `k1:${randomBytes(32).toString('base64url')}`;
const environment = {
  GOOGLE_CLOUD_PROJECT: project,
  PARLEY_SCRIPTS_BUCKET: 'scripts',
  PARLEY_JWT_KEYS: keys,
  ...Object.fromEntries(
    ['FIRESTORE_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST', 'METADATA_SERVER_DETECTION'].map((name) => [
      name,
      process.env[name]!,
    ]),
  ),
};

describe('the image of the relay', () => {
  const [accountsDb, db] = [emulatedFirestore(project, 'accounts'), emulatedFirestore(project)];
  const store = createStore(db, { clock, ids });
  let container: Contained;
  let socket: Socket;
  let userId = 0;
  beforeAll(async () => {
    container = new Contained('.', 'infra/relay/Dockerfile');
    await container.start(environment);
  }, 180_000);
  afterAll(async () => {
    container.remove();
    await Promise.all([accountsDb.terminate(), db.terminate()]);
  });

  it('given the image’s user, then it may write nothing of its own', () => {
    const places = ['/', '/parley', '/parley/index.mjs', '/parley/node_modules'];
    expect(places.filter((each) => container.mayWrite(each))).toEqual([]);
  });

  it('given a person’s session token, then a socket is welcomed and recorded', async () => {
    const signIn = createSignIn({
      accounts: createAccounts(accountsDb),
      tokens: createSessionTokens({ ring: parseKeyRing(keys), clock, ids }),
      passwords: createPasswordHasher({ ids }),
      clock,
      ids,
    });
    const registered = await signIn.register('cleo', 'a long password of hers');
    if (registered.kind !== 'signed-in') throw new Error(registered.reason);
    userId = registered.user.id;
    socket = await connect(container.port, registered.token);
    expect(socket.frames[0]).toMatchObject({ $type: 'Welcome', userId });
    expect(await store.sessionsOf([userId], clock.now())).toHaveLength(1);
  });

  it('given SIGTERM, then it tells its sockets where to go, forgets them, and ends well and in time', async () => {
    const { code, milliseconds } = await container.stop();
    expect({ code, output: code === 0 ? '' : container.output }).toEqual({ code: 0, output: '' });
    expect(milliseconds).toBeLessThan(1_000 * graceSeconds);
    expect(socket.frames.map(({ $type }) => $type)).toContain('GoingAway');
    expect(await socket.closed).toBe(1001);
    expect(await store.sessionsOf([userId], clock.now())).toEqual([]);
    expect(await container.isHealthy()).toBe(false);
  });

  it('given no key ring, then it does not start and says what to set', async () => {
    const broken = new Contained('.', 'infra/relay/Dockerfile');
    try {
      await expect(broken.start({ ...environment, PARLEY_JWT_KEYS: '' })).rejects.toThrow(
        'Set PARLEY_JWT_KEYS',
      );
    } finally {
      broken.remove();
    }
  });
});
