import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Rules without their comments, each run of spaces as one. */
const read = (source: string): string =>
  source
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The whole of rules that give clients nothing: one match of everything, and one refusal. */
const closed = {
  'firestore.rules':
    "rules_version = '2'; service cloud.firestore { match /databases/{database}/documents { match /{document=**} { allow read, write: if false; } } }",
  'storage.rules':
    "rules_version = '2'; service firebase.storage { match /b/{bucket}/o { match /{object=**} { allow read, write: if false; } } }",
} as const;

describe.each(Object.entries(closed))('%s', (file, whole) => {
  const source = readFileSync(file, 'utf8');

  it('gives clients nothing, and says nothing else', () => {
    expect(read(source)).toBe(whole);
  });

  it.each([
    ['if false', 'if true'],
    ['if false', 'if request.auth != null'],
    ['=**}', '}'],
    ['allow read, write', 'allow write'],
    ['      allow', '      allow get: if true;\n      allow'],
  ])('given “%s” as “%s”, then it is seen', (from, to) => {
    expect(source).toContain(from);
    expect(read(source.replace(from, to))).not.toBe(whole);
  });
});
