import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface IndexFile {
  readonly indexes: readonly {
    readonly collectionGroup: string;
    readonly fields: readonly { readonly fieldPath: string }[];
  }[];
  readonly fieldOverrides: readonly {
    readonly collectionGroup: string;
    readonly fieldPath: string;
    readonly indexes: readonly unknown[];
  }[];
}

/** The collections that each source queries; sends and what else is found by its name alone is in none. */
const collectionsOf: Readonly<Record<string, readonly string[]>> = {
  'accounts.ts': ['accounts', 'identities', 'sessions'],
  'conversations.ts': ['inbox'],
  'inbox.ts': ['inbox'],
  'presence.ts': ['leases', 'sessions'],
  'retention.ts': ['claims', 'replies', 'runs'],
  'runs.ts': ['runs'],
  'search.ts': ['inbox'],
};

const folder = 'infra/google/firestore';
const sources = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
);

/** Fields that a query compares or orders by. */
const fieldsIn = (text: string): string[] =>
  [...text.matchAll(/\.(?:where|orderBy)\(\s*'(\w+)'/g)].map(([, field]) => field!);

const queriedIn = (from: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set(
    [...from].flatMap(([file, text]) =>
      (collectionsOf[file] ?? []).flatMap((collection) =>
        fieldsIn(text).map((field) => `${collection}.${field}`),
      ),
    ),
  );

/** Fields without an index of their own that a query names, and that no composite index of their collection has. */
const missing = ({ indexes, fieldOverrides }: IndexFile, queried: ReadonlySet<string>): string[] => {
  const composite = new Set(
    indexes.flatMap(({ collectionGroup, fields }) =>
      fields.map(({ fieldPath }) => `${collectionGroup}.${fieldPath}`),
    ),
  );
  return fieldOverrides
    .filter(({ indexes: own }) => own.length === 0)
    .map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`)
    .filter((field) => queried.has(field) && !composite.has(field));
};

// The emulator answers queries without looking at exemptions: only Firestore itself would refuse them.
describe('the exemptions from indexing', () => {
  it('given a source that queries, then it is known what it queries', () => {
    const querying = [...sources].filter(([, text]) => fieldsIn(text).length > 0).map(([file]) => file);
    expect(querying.sort()).toEqual(Object.keys(collectionsOf));
  });

  it.each(['firestore.indexes.json', 'firestore.accounts.indexes.json'])(
    'given %s, then it exempts no field that a query needs',
    (file) => {
      const content = JSON.parse(readFileSync(file, 'utf8')) as IndexFile;
      expect(content.fieldOverrides.length).toBeGreaterThan(1);
      expect(missing(content, queriedIn(sources))).toEqual([]);
    },
  );

  it.each([
    ['inbox.ts', "all.where('sentAt', '>', 1)", 'inbox.sentAt'],
    ['presence.ts', "all.orderBy('since')", 'sessions.since'],
  ])('given a query in %s by an exempted field, %s, then it is told', (file, query, field) => {
    const content = JSON.parse(readFileSync('firestore.indexes.json', 'utf8')) as IndexFile;
    expect(missing(content, queriedIn(new Map([[file, query]])))).toEqual([field]);
  });
});
