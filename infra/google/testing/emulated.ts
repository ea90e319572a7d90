import { randomBytes, randomUUID } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import type { Clock, Ids } from '@parley/ports';

/** The machine's clock and randomness, for the clients that tests hand them to. */
export const clock: Clock = {
  now: () => Date.now(),
  setTimer(milliseconds, fire) {
    const timer = setTimeout(fire, Math.max(0, milliseconds));
    return { cancel: () => clearTimeout(timer) };
  },
};

export const ids: Ids = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
};

/** A project that nothing is in: each test has its own on the emulators. */
export const newProject = (): string => `demo-${randomUUID().slice(0, 13)}`;

/** A Firestore client on the emulator that FIRESTORE_EMULATOR_HOST names. */
export const emulatedFirestore = (projectId: string, databaseId = '(default)'): Firestore =>
  new Firestore({ projectId, databaseId });
