import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from '@jest/globals';
import type { Body } from './configuration';
import { argument, type Planned } from './plan';
import { ofType, repository, rule } from './world';

interface IndexFile {
  readonly indexes: readonly {
    collectionGroup: string;
    queryScope: string;
    fields: readonly Record<string, string>[];
  }[];
  readonly fieldOverrides: readonly {
    collectionGroup: string;
    fieldPath: string;
    ttl?: boolean;
    indexes: readonly Record<string, string>[];
  }[];
}

/** The databases that firebase.json names, with what their index files say. */
const databases = (
  JSON.parse(readFileSync(path.join(repository, 'firebase.json'), 'utf8')) as {
    firestore: readonly { database: string; indexes: string }[];
  }
).firestore.map(({ database, indexes }) => ({
  database,
  ...(JSON.parse(readFileSync(path.join(repository, indexes), 'utf8')) as IndexFile),
}));

const databaseOf = ({ args }: Planned) => /this\["(.*)"\]\.name/.exec(String(args['database']))?.[1];
const differences = (found: readonly string[], wanted: readonly string[]) => [
  ...found.filter((each) => !wanted.includes(each)).map((each) => `not wanted: ${each}`),
  ...wanted.filter((each) => !found.includes(each)).map((each) => `missing: ${each}`),
];
const onlyGiven = (body: Body) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
const buckets = (planned: readonly Planned[]) => ofType(planned, 'google_storage_bucket');

describe('the databases', () => {
  rule(
    'they have the indexes of the files that the emulator reads, and no others',
    (planned) =>
      differences(
        ofType(planned, 'google_firestore_index').map((each) => {
          const fields = (each.args['fields'] as Body[]).map((field) => {
            const { field_path: name, order, array_config: array } = onlyGiven(field);
            return `${String(name)} ${String(order ?? array)}`;
          });
          return `${databaseOf(each)}: ${String(each.args['collection'])} ${String(each.args['query_scope'])} ${fields.join(', ')}`;
        }),
        databases.flatMap(({ database, indexes }) =>
          indexes.map(({ collectionGroup, queryScope, fields }) => {
            const named = fields.map(
              ({ fieldPath, order, arrayConfig }) => `${fieldPath} ${order ?? arrayConfig}`,
            );
            return `${database}: ${collectionGroup} ${queryScope} ${named.join(', ')}`;
          }),
        ),
      ),
    [
      {
        when: 'one database gets the other’s',
        file: 'firestore.tf',
        from: 'file("${path.module}/../firestore.indexes.json")',
        to: 'file("${path.module}/../firestore.accounts.indexes.json")',
      },
      {
        when: 'the order is lost',
        file: 'firestore.tf',
        from: 'order        = try(fields.value.order, null)',
        to: 'order        = "ASCENDING"',
      },
    ],
  );

  rule(
    'what expires has a TTL policy, and what is never searched by itself has no index',
    (planned) =>
      differences(
        ofType(planned, 'google_firestore_field').map((each) => {
          const [config] = each.args['index_config'] as Body[];
          const indexes = (config?.['indexes'] as Body[]).map((index) => String(index['query_scope'])).join();
          const expires = (each.args['ttl_config'] as Body[]).length === 1;
          return `${databaseOf(each)}: ${String(each.args['collection'])}.${String(each.args['field'])} [${indexes}] ${expires}`;
        }),
        databases.flatMap(({ database, fieldOverrides }) =>
          fieldOverrides.map(({ collectionGroup, fieldPath, ttl = false, indexes }) => {
            const scopes = indexes.map(({ queryScope }) => queryScope).join();
            return `${database}: ${collectionGroup}.${fieldPath} [${scopes}] ${ttl}`;
          }),
        ),
      ),
    [
      { when: 'nothing expires', file: 'firestore.tf', from: 'each.value.ttl ? ["expires"] : []', to: '[]' },
      {
        when: 'every field is indexed',
        file: 'firestore.tf',
        from: 'for_each = each.value.indexes',
        to: 'for_each = []',
      },
    ],
  );

  rule(
    'there are the two that firebase.json names, each backed up every day and every week, each with a history of its own',
    (planned) => {
      const names = ofType(planned, 'google_firestore_database').map(({ args }) => String(args['name']));
      const schedules = ofType(planned, 'google_firestore_backup_schedule');
      const histories = ofType(planned, 'google_firestore_database').filter(
        ({ args }) => args['point_in_time_recovery_enablement'] !== 'POINT_IN_TIME_RECOVERY_ENABLED',
      );
      return [
        ...differences(
          names,
          databases.map(({ database }) => database),
        ),
        ...(['daily_recurrence', 'weekly_recurrence'] as const).flatMap((recurrence) =>
          schedules.filter(({ args }) => args[recurrence] !== undefined).length === names.length
            ? []
            : [recurrence],
        ),
        ...histories.map(({ address }) => address),
      ];
    },
    [
      {
        when: 'one has another name',
        file: 'firestore.tf',
        from: 'accounts_database = "accounts"',
        to: 'accounts_database = "people"',
      },
      {
        when: 'there is no weekly backup',
        file: 'firestore.tf',
        from: 'weekly_recurrence {\n    day = "SUNDAY"\n  }',
        to: 'daily_recurrence {}',
      },
      {
        when: 'no history is kept',
        file: 'firestore.tf',
        from: '"POINT_IN_TIME_RECOVERY_ENABLED"',
        to: '"POINT_IN_TIME_RECOVERY_DISABLED"',
      },
    ],
  );
});

describe('the buckets', () => {
  rule(
    'none can be made public, each has one way of granting, and keeps versions',
    (planned) =>
      buckets(planned)
        .filter(
          (each) =>
            each.args['uniform_bucket_level_access'] !== true ||
            each.args['public_access_prevention'] !== 'enforced' ||
            argument(each, 'versioning', '0', 'enabled') !== true,
        )
        .map(({ address }) => address),
    [
      {
        when: 'objects have grants of their own',
        file: 'buckets.tf',
        from: 'name                        = "${var.project_id}-scripts"\n  location                    = var.region\n  uniform_bucket_level_access = true',
        to: 'name                        = "${var.project_id}-scripts"\n  location                    = var.region\n  uniform_bucket_level_access = false',
      },
    ],
  );

  rule(
    'no rule deletes a version of a script: the active one may be any of them',
    (planned) =>
      buckets(planned)
        .filter(({ args }) => String(args['name']).endsWith('-scripts'))
        .flatMap(({ args }) => args['lifecycle_rule'] as Body[])
        .map((each) => String((each['action'] as Body[])[0]?.['type']))
        .filter((action) => action !== 'AbortIncompleteMultipartUpload'),
    [
      {
        when: 'old versions are deleted',
        file: 'buckets.tf',
        from: 'type = "AbortIncompleteMultipartUpload"',
        to: 'type = "Delete"',
      },
    ],
  );

  rule(
    'dead letters are kept as long as the world says, and no longer',
    (planned) =>
      buckets(planned)
        .filter(({ args }) => String(args['name']).endsWith('-dead-letters'))
        .filter(({ args }) => {
          const ages = (args['lifecycle_rule'] as Body[]).map(
            (each) => (each['condition'] as Body[])[0]?.['age'],
          );
          return !ages.some((age) => Number(age) >= 7);
        })
        .map(({ address }) => address),
    [
      {
        when: 'they are kept for ever',
        file: 'buckets.tf',
        from: 'age = var.dead_letter_days',
        to: 'num_newer_versions = 3',
      },
    ],
  );
});
