import { randomUUID } from 'node:crypto';
import type { Database } from '../firestore/database';
import { openFirestoreHttp } from '../firestore-http';
import { LibraryFirestore } from '../firestore/library';

export { systemClock as clock, systemIds as ids } from '../system';

/** A project that nothing is in: each test has its own on the emulators. */
export const newProject = (): string => `demo-${randomUUID().slice(0, 13)}`;

/** A Firestore client on the emulator that FIRESTORE_EMULATOR_HOST names. */
export const emulatedFirestore = (projectId: string, databaseId = '(default)'): LibraryFirestore =>
  new LibraryFirestore({ projectId, databaseId });

/** The same by HTTP. */
export const emulatedFirestoreHttp = (projectId: string, databaseId = '(default)'): Database =>
  openFirestoreHttp(projectId, databaseId, process.env['FIRESTORE_EMULATOR_HOST']);
