import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newProject } from '../testing/emulated';
import { partsOfUser } from './paths';

const host = process.env['FIRESTORE_EMULATOR_HOST'];

/** One document of every collection that Parley writes, and of two that it does not. */
const inStore = [
  ...[...partsOfUser, 'inbox'].map((part) => `users/1/${part}/one`),
  'failures/router.1.one',
  'leases/relay',
  'sends/1.one',
  'sessions/one',
  'settings/pipeline',
  'anything/else',
  'anything/else/below/it',
];
const inAccounts = [
  'accounts/1',
  'counters/users',
  'identities/one',
  'names/one',
  'sessions/one',
  'anything/else',
];

type Caller = 'nobody' | 'somebody';

/** A call as a browser makes it, by nobody or by somebody whom Firebase Auth signed in. */
function headersOf(caller: Caller, project: string): Record<string, string> {
  const type = { 'content-type': 'application/json' };
  if (caller === 'nobody') return type;
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const claims = {
    sub: 'ann',
    user_id: 'ann',
    aud: project,
    iss: `https://securetoken.google.com/${project}`,
  };
  return { ...type, authorization: `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.` };
}

/** What a client may do, as the status of each answer: 403 is what the rules refuse. */
async function attempts(project: string, database: string, name: string, caller: Caller) {
  const documents = `http://${host}/v1/projects/${project}/databases/${database}/documents`;
  const headers = headersOf(caller, project);
  const status = async (method: string, url: string, json?: object) => {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    return (await fetch(url, { method, headers, ...body })).status;
  };
  const collection = name.replace(/\/[^/]+$/, '');
  const everywhere = { from: [{ collectionId: collection.replace(/^.*\//, ''), allDescendants: true }] };
  return {
    create: await status('PATCH', `${documents}/${name}`, { fields: { text: { stringValue: 'mine' } } }),
    read: await status('GET', `${documents}/${name}`),
    list: await status('GET', `${documents}/${collection}`),
    query: await status('POST', `${documents}:runQuery`, { structuredQuery: everywhere }),
    remove: await status('DELETE', `${documents}/${name}`),
  };
}

const refused = { create: 403, read: 403, list: 403, query: 403, remove: 403 };

/** Gives a project of the emulator rules of its own, as Firebase's library for testing rules does. */
async function setRules(project: string, content: string): Promise<void> {
  const answer = await fetch(`http://${host}/emulator/v1/projects/${project}:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } }),
  });
  if (!answer.ok) throw new Error(`The emulator does not take the rules: ${await answer.text()}`);
}

const rules = readFileSync('firestore.rules', 'utf8');
const project = newProject();
beforeAll(() => setRules(project, rules));

describe.each(['nobody', 'somebody'] as const)(
  'given the rules, %s who calls Firestore from a browser',
  (caller) => {
    it.each(inStore)('can do nothing with %s of the store', async (name) => {
      expect(await attempts(project, '(default)', name, caller)).toEqual(refused);
    });

    it.each(inAccounts)('can do nothing with %s of the accounts', async (name) => {
      expect(await attempts(project, 'accounts', name, caller)).toEqual(refused);
    });
  },
);

describe('given rules that were opened', () => {
  it.each([
    ['to everybody', 'if false', 'if true', { nobody: 200, somebody: 200 }],
    ['to whoever is signed in', 'if false', 'if request.auth != null', { nobody: 403, somebody: 200 }],
    [
      'for reading alone',
      'allow read, write: if false',
      'allow read: if true; allow write: if false',
      { nobody: 403, somebody: 403 },
    ],
  ])('%s, then it is seen', async (_, from, to, created) => {
    const open = newProject();
    await setRules(open, rules.replace(from, to));
    for (const caller of ['nobody', 'somebody'] as const) {
      const seen = await attempts(open, '(default)', 'settings/pipeline', caller);
      expect(seen.create).toBe(created[caller]);
      expect(seen).toEqual(
        to.includes('request.auth') && caller === 'nobody' ? refused : expect.not.objectContaining(refused),
      );
    }
  });
});
