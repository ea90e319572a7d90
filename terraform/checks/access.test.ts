import { describe, expect, it } from '@jest/globals';
import { grantsIn, otherGrants } from './access';
import { mutated, plannedIn, rule } from './world';

const stages = [
  'auto-reply',
  'auto-reply-config',
  'dead-letter',
  'janitor',
  'jolie-exec',
  'jolie-exec-config',
  'router',
];

/** What Pub/Sub needs of a stage to deliver to it, and its push identity with it. */
const deliveryOf = (stage: string) => [
  `push-${stage}: roles/run.invoker on service ${stage}`,
  `Google's pubsub: roles/iam.serviceAccountTokenCreator on account push-${stage}`,
  `Google's pubsub: roles/pubsub.subscriber on subscription ${stage}`,
];

const write = 'roles/datastore.user on database';
const publish = 'roles/pubsub.publisher on topic';

/** Who may do what, whole. What stands here and what is planned are the same, in every world. */
const table = [
  ...stages.flatMap(deliveryOf),

  'run-jolie-exec: roles/storage.objectViewer on bucket scripts',
  `run-jolie-exec: ${write} (default)`,
  `run-jolie-exec: ${publish} auto-reply`,
  `run-jolie-exec: ${publish} router`,
  `run-jolie-exec: ${publish} dead-letter`,

  `run-auto-reply: ${write} (default)`,
  `run-auto-reply: ${publish} router`,
  `run-auto-reply: ${publish} dead-letter`,

  `run-router: ${write} (default)`,
  'run-router: roles/pubsub.publisher on project',

  'run-jolie-exec-config: roles/storage.objectUser on bucket scripts',
  `run-jolie-exec-config: ${write} (default)`,
  `run-jolie-exec-config: ${publish} dead-letter`,

  `run-auto-reply-config: ${write} (default)`,
  `run-auto-reply-config: ${publish} dead-letter`,

  `run-dead-letter: ${write} (default)`,
  'run-dead-letter: roles/storage.objectCreator on bucket dead-letters',

  `run-janitor: ${write} (default)`,
  `run-janitor: ${write} accounts`,
  'run-janitor: parleyTopicSweeper on project',

  `run-api: ${write} (default)`,
  `run-api: ${write} accounts`,
  'run-api: roles/storage.objectUser on bucket scripts',
  'run-api: roles/secretmanager.secretAccessor on secret jwt-keys',
  'run-api: roles/pubsub.publisher on project',
  'allUsers: roles/run.invoker on service api',

  `run-relay: ${write} (default)`,
  'run-relay: roles/datastore.viewer on database accounts',
  'run-relay: roles/storage.objectUser on bucket scripts',
  'run-relay: roles/secretmanager.secretAccessor on secret jwt-keys',
  'run-relay: parleyRelayTopics on project',
  'allUsers: roles/run.invoker on service relay',

  'build-functions: roles/cloudbuild.builds.builder on project',
  `Google's pubsub: ${publish} dead-letter`,
  `Google's pubsub: ${publish} dead-letter-unarchived`,
  "Google's pubsub: roles/storage.legacyBucketReader on bucket dead-letters",
  "Google's pubsub: roles/storage.objectCreator on bucket dead-letters",
  `Google's secretmanager: ${publish} key-rotation`,
].sort();

const difference = (found: readonly string[]) => [
  ...found.filter((each) => !table.includes(each)),
  ...table.filter((each) => !found.includes(each)),
];

describe('who may do what', () => {
  rule('it is what the table says, no more and no less', (planned) => difference(grantsIn(planned)), [
    {
      when: 'a stage may write scripts that it only reads',
      file: 'stages.tf',
      from: 'access = "read"',
      to: 'access = "write"',
    },
    {
      when: 'a stage may publish everywhere',
      file: 'config-functions.tf',
      from: 'topics    = { dead-letter = module.dead_letter.topic }\n  }\n}\n\nmodule',
      to: 'project_roles = { publish = "roles/pubsub.publisher" }\n  }\n}\n\nmodule',
    },
    {
      when: 'an identity gets a role of its project aside',
      file: 'functions.tf',
      from: '"roles/cloudbuild.builds.builder"',
      to: '"roles/editor"',
    },
    {
      when: 'a grant is forgotten',
      file: 'dead-letters.tf',
      from: 'dead-letter            = module.dead_letter.topic',
      to: '',
    },
  ]);

  rule(
    'the accounts’ database is the API’s, the relay’s to read and the janitor’s, and no stage’s',
    (planned) =>
      grantsIn(planned).filter(
        (grant) =>
          / on database accounts$/.test(grant) &&
          ![
            'run-api: roles/datastore.user',
            'run-relay: roles/datastore.viewer',
            'run-janitor: roles/datastore.user',
          ].some((allowed) => grant.startsWith(allowed)),
      ),
    [
      {
        when: 'a stage can read it',
        file: 'stages.tf',
        from: 'databases = { (local.store_database) = "write" }\n    buckets',
        to: 'databases = { (local.store_database) = "write", (local.accounts_database) = "read" }\n    buckets',
      },
    ],
  );

  rule(
    'every grant on Firestore names one database',
    (planned) =>
      grantsIn(planned).filter(
        (grant) =>
          /roles\/(datastore|firebase|editor|owner|viewer)/.test(grant) &&
          !/ on database (\(default\)|accounts)$/.test(grant),
      ),
    [
      {
        when: 'the condition is left out',
        file: 'modules/identity/main.tf',
        from: 'condition {\n    title      = "only-database-${trim(each.key, "()")}"\n    expression = "resource.name == \\"projects/${var.project_id}/databases/${each.key}\\""\n  }',
        to: '',
      },
      {
        when: 'the condition is of every database',
        file: 'modules/identity/main.tf',
        from: 'databases/${each.key}\\"',
        to: 'databases/${each.key}\\" || true',
      },
    ],
  );

  rule('nothing grants rights past the table', otherGrants, [
    {
      when: 'a binding on the project takes a role from everybody else',
      file: 'functions.tf',
      from: 'resource "google_project_iam_member" "builder" {',
      to: 'resource "google_project_iam_binding" "builder" {',
    },
  ]);

  it('given sign-in with Firebase, the API may look up identities, and nobody else gets anything', async () => {
    const more = mutated({
      when: '',
      file: 'environments/dev.tfvars',
      from: 'sign_in      = ["password"]',
      to: 'sign_in      = ["password", "email-link"]',
    });
    expect(difference(grantsIn(await plannedIn('dev', more)))).toEqual([
      'run-api: roles/firebaseauth.viewer on project',
    ]);
  });

  it('given somebody outside who switches scripts, they may publish to the two topics of settings, and nothing else', async () => {
    const more = mutated({
      when: '',
      file: 'environments/dev.tfvars',
      from: 'protected         = false',
      to: 'protected         = false\nconfig_publishers = ["group:staff@example.com"]',
    });
    expect(difference(grantsIn(await plannedIn('dev', more)))).toEqual([
      'group:staff@example.com: roles/pubsub.publisher on topic auto-reply-config',
      'group:staff@example.com: roles/pubsub.publisher on topic jolie-exec-config',
    ]);
  });
});
