import { describe, expect, it } from '@jest/globals';
import { misfits, unusedTypes } from './schema';
import { configurationOf, providerSchema, rule } from './world';

describe('resources and their provider', () => {
  rule(
    'every argument, block and value is one that the provider takes',
    (planned) => planned.flatMap((each) => misfits(each, providerSchema)),
    [
      {
        when: 'an argument is misspelt',
        file: 'modules/stage/delivery.tf',
        from: 'enable_message_ordering    =',
        to: 'enable_message_order = ',
      },
      {
        when: 'an argument that must be there is not',
        file: 'artifact-registry.tf',
        from: 'format        = "DOCKER"',
        to: '',
      },
      {
        when: 'a block that must be there is not',
        file: 'secrets.tf',
        from: 'replication {\n    auto {}\n  }',
        to: '',
      },
      {
        when: 'a value is not one of those that there are',
        file: 'modules/stage/main.tf',
        from: '"ALLOW_INTERNAL_ONLY"',
        to: '"INTERNAL"',
      },
      {
        when: 'a number is words',
        file: 'budget.tf',
        from: 'threshold_percent = 0.5',
        to: 'threshold_percent = ["half"]',
      },
      {
        when: 'a block is there twice that is there once at most',
        file: 'sign-in.tf',
        from: 'anonymous {\n      enabled = false\n    }',
        to: 'anonymous {\n      enabled = false\n    }\n    anonymous {\n      enabled = true\n    }',
      },
      {
        when: 'a block is in a block that has none',
        file: 'buckets.tf',
        from: 'soft_delete_policy {',
        to: 'soft_delete_policy {\n    action {\n      type = "Delete"\n    }',
      },
      {
        when: 'the other provider is asked for it',
        file: 'hosting.tf',
        from: 'resource "google_firebase_hosting_site" "page" {\n  provider = google-beta',
        to: 'resource "google_firebase_hosting_site" "page" {',
      },
      {
        when: 'a kind of resource is not in the extract',
        file: 'secrets.tf',
        from: 'resource "google_pubsub_topic" "key_rotation"',
        to: 'resource "google_pubsub_lite_topic" "key_rotation"',
      },
    ],
  );

  it('given the extract of the schema, it holds what is used and nothing else', async () => {
    const configuration = await configurationOf();
    expect(unusedTypes(configuration, providerSchema)).toEqual([]);
    const more = { ...providerSchema, types: { ...providerSchema.types, 'resource google_a': undefined! } };
    expect(unusedTypes(configuration, more)).toEqual(['resource google_a']);
  });

  it('given the extract, its versions are those that the configuration allows', async () => {
    const { modules } = await configurationOf();
    const text = JSON.stringify(modules.get('.')!.bodies);
    expect(text).toContain('~> 6.50');
    expect(providerSchema.providers).toEqual({ google: '6.50.0', 'google-beta': '6.50.0', archive: '2.7.1' });
  });
});
