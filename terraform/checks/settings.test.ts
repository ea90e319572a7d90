import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Body } from './configuration';
import { argument, type Planned } from './plan';
import { settingsRead, type Settings } from './settings-read';
import { ofType, repository, rule } from './world';

const textOf = (file: string) => readFileSync(path.join(repository, file), 'utf8');
const code = settingsRead(textOf('functions/index.ts'));
const relay = settingsRead(textOf('infra/relay/main.ts')).get('main')!;

/** The functions that are bundled, as the bundler lists them. */
const bundled = [...textOf('tools/functions.mjs').matchAll(/\{ name: '([a-z-]+)', opener: '(\w+)'/g)].map(
  ([, name = '', opener = '']) => ({ name, opener }),
);

/** What the platform sets by itself. */
const platforms = new Set(['HOST', 'PORT']);

const misfits = (place: string, set: readonly string[], read: Settings): string[] => [
  ...set.filter((name) => !read.has(name)).map((name) => `${place} does not read ${name}`),
  ...[...read.keys()]
    .filter((name) => !platforms.has(name) && !set.includes(name))
    .map((name) => `${place} reads ${name}, which is not set`),
];

const setIn = (planned: Planned): string[] => {
  const variables = argument(planned, 'service_config', '0', 'environment_variables') as Body;
  const secrets = (argument(planned, 'service_config', '0', 'secret_environment_variables') ?? []) as Body[];
  return [...Object.keys(variables), ...secrets.map(({ key }) => String(key))];
};

describe('the settings of what runs', () => {
  it('given the bundler’s list, every function in it opens something that reads settings', () => {
    expect(bundled).toHaveLength(8);
    expect(bundled.filter(({ opener }) => !code.has(opener))).toEqual([]);
  });

  rule(
    'every bundle is a function, and every function a bundle',
    (planned) => {
      const names = ofType(planned, 'google_cloudfunctions2_function').map(({ args }) =>
        String(args['name']),
      );
      const bundles = planned
        .filter(({ type }) => type === 'archive_file')
        .map(({ args }) => String(args['source_dir']).replace(/^.*\/build\/cloud\//, ''));
      return bundled.flatMap(({ name }) => [
        ...(names.includes(name) ? [] : [`${name} is not a function`]),
        ...(bundles.includes(name) ? [] : [`${name} is not uploaded`]),
      ]);
    },
    [
      {
        when: 'a function is left out',
        file: 'api.tf',
        from: 'name        = "api"',
        to: 'name        = "http"',
      },
      {
        when: 'another folder is uploaded',
        file: 'modules/stage/main.tf',
        from: '/${var.name}"\n  output_path',
        to: '"\n  output_path',
      },
    ],
  );

  rule(
    'each function has the settings that its code reads, and no others',
    (planned) =>
      ofType(planned, 'google_cloudfunctions2_function').flatMap((each) => {
        const name = String(each.args['name']);
        const opener = bundled.find((bundle) => bundle.name === name)?.opener ?? '';
        return misfits(name, setIn(each), code.get(opener) ?? new Map());
      }),
    [
      {
        when: 'one is not set',
        file: 'dead-letters.tf',
        from: 'PARLEY_DEAD_LETTERS_BUCKET = google_storage_bucket.dead_letters.name',
        to: '',
      },
      {
        when: 'one has another name',
        file: 'functions.tf',
        from: 'PARLEY_SCRIPTS_BUCKET =',
        to: 'PARLEY_SCRIPT_BUCKET =',
      },
      {
        when: 'the project is not told',
        file: 'modules/stage/main.tf',
        from: '{ GOOGLE_CLOUD_PROJECT = var.platform.project_id }',
        to: '{}',
      },
      { when: 'the keys have another name', file: 'api.tf', from: '"PARLEY_JWT_KEYS"', to: '"PARLEY_KEYS"' },
    ],
  );

  rule(
    'the relay has the settings that its code reads, and no others',
    (planned) =>
      ofType(planned, 'google_cloud_run_v2_service').flatMap((each) => {
        const set = argument(each, 'template', '0', 'containers', '0', 'env') as Body[];
        return misfits(
          'relay',
          set.map(({ name }) => String(name)),
          relay,
        );
      }),
    [
      {
        when: 'the origins are not told',
        file: 'relay.tf',
        from: 'PARLEY_ORIGINS           = join(",", local.origins)',
        to: '',
      },
      {
        when: 'the keys have another name',
        file: 'relay.tf',
        from: 'PARLEY_JWT_KEYS =',
        to: 'PARLEY_KEYS =',
      },
    ],
  );

  rule(
    'the databases and buckets that are told are those that there are',
    (planned) => {
      const databases = ofType(planned, 'google_firestore_database').map(({ args }) => args['name']);
      return ofType(planned, 'google_cloudfunctions2_function').flatMap((each) => {
        const set = argument(each, 'service_config', '0', 'environment_variables') as Body;
        return Object.entries(set)
          .filter(([name, value]) =>
            name.endsWith('_DATABASE')
              ? !databases.includes(value)
              : name.endsWith('_BUCKET') && !/^\$\{google_storage_bucket\./.test(String(value)),
          )
          .map(([name, value]) => `${each.address}: ${name} is ${String(value)}`);
      });
    },
    [
      {
        when: 'a database has another name',
        file: 'functions.tf',
        from: 'store_environment = {\n    PARLEY_DATABASE = local.store_database',
        to: 'store_environment = {\n    PARLEY_DATABASE = "parley"',
      },
      {
        when: 'a bucket is written out',
        file: 'functions.tf',
        from: 'PARLEY_SCRIPTS_BUCKET = google_storage_bucket.scripts.name',
        to: 'PARLEY_SCRIPTS_BUCKET = "scripts"',
      },
    ],
  );
});
