import { describe, expect, it } from '@jest/globals';
import { clock, emulatedFirestore, ids, newProject } from '../testing/emulated';
import { createStore } from './index';

const documents = (project: string) =>
  `http://${process.env['FIRESTORE_EMULATOR_HOST']}/v1/projects/${project}/databases/(default)/documents`;

/** A call as a browser makes it, by nobody or by somebody whom Firebase Auth signed in. */
const as = (caller: 'nobody' | 'somebody', project: string): Record<string, string> => {
  if (caller === 'nobody') return {};
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const claims = {
    sub: 'ann',
    user_id: 'ann',
    aud: project,
    iss: `https://securetoken.google.com/${project}`,
  };
  return { authorization: `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.` };
};

describe.each(['nobody', 'somebody'] as const)(
  'given the rules, %s who calls Firestore from a browser',
  (caller) => {
    it.each(['users/1/inbox/0000000001', 'settings/pipeline', 'sessions/s', 'anything/else'])(
      'neither reads nor writes %s',
      async (name) => {
        const project = newProject();
        const db = emulatedFirestore(project);
        await createStore(db, { clock, ids }).putPipeline(['router']);
        await db.terminate();
        const headers = { 'content-type': 'application/json', ...as(caller, project) };
        const read = await fetch(`${documents(project)}/${name}`, { headers });
        const written = await fetch(`${documents(project)}/${name}`, {
          method: 'PATCH',
          headers,
          body: JSON.stringify({ fields: { stages: { stringValue: 'mine' } } }),
        });
        expect([read.status, written.status]).toEqual([403, 403]);
      },
    );
  },
);
