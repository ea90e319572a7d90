import { describe } from '@jest/globals';
import { deadLetterTopic, deliveryPolicy } from '@parley/ports';
import { calledBy, nameOf } from './members';
import { argument, type Planned } from './plan';
import { ofType, rule, type Mutation } from './world';

const subscriptions = (planned: readonly Planned[]) => ofType(planned, 'google_pubsub_subscription');
const pushed = (planned: readonly Planned[]) =>
  subscriptions(planned).filter(({ args }) => args['push_config'] !== undefined);
const functions = (planned: readonly Planned[]) =>
  ofType(planned, 'google_cloudfunctions2_function').filter(({ args }) => args['name'] !== 'api');
const service = (each: Planned, name: string) => argument(each, 'service_config', '0', name);
const inModule = ({ address }: Planned) => address.replace(/[a-z0-9_]+\.[a-z0-9_]+$/, '');

/** Offences of each that does not pass. */
const unless = (all: readonly Planned[], passes: (each: Planned) => boolean): string[] =>
  all.filter((each) => !passes(each)).map(({ address }) => address);

const inDelivery = (when: string, from: string, to: string): Mutation => ({
  when,
  file: 'modules/stage/delivery.tf',
  from,
  to,
});

describe('the way to a stage', () => {
  const expected = [
    'auto-reply',
    'auto-reply-config',
    'dead-letter',
    'janitor',
    'jolie-exec',
    'jolie-exec-config',
    'router',
  ];

  rule(
    'every function that Pub/Sub pushes to has a topic, a subscription and a function of one name, and there are no others',
    (planned) => {
      const named = (type: string) => ofType(planned, type).map(({ args }) => String(args['name']));
      const whole = (name: string) =>
        named('google_pubsub_topic').includes(name) &&
        pushed(planned).some(
          ({ args }) => args['name'] === name && calledBy(planned, String(args['topic'])) === name,
        ) &&
        functions(planned).some(
          (each) => each.args['name'] === name && argument(each, 'build_config', '0', 'entry_point') === name,
        );
      const strangers = functions(planned).filter(({ args }) => !expected.includes(String(args['name'])));
      return [...expected.filter((name) => !whole(name)), ...strangers.map(({ address }) => address)];
    },
    [
      {
        when: 'a stage is named otherwise than its topic in the code',
        file: 'stages.tf',
        from: '"router"\n  platform',
        to: '"routers"\n  platform',
      },
      inDelivery(
        'a subscription is of another topic',
        'topic                      = google_pubsub_topic.this.id',
        'topic                      = var.dead_letter_topic',
      ),
      {
        when: 'another export of the bundle is called',
        file: 'modules/stage/main.tf',
        from: 'entry_point       = var.name',
        to: 'entry_point       = "api"',
      },
    ],
  );

  rule(
    'a stage can be called by its push identity, and by nobody else',
    (planned) =>
      functions(planned)
        .filter((each) => {
          const name = String(each.args['name']);
          const bindings = ofType(planned, 'google_cloud_run_v2_service_iam_binding').filter(
            ({ args }) => args['name'] === `\${${each.address}.name}` && args['role'] === 'roles/run.invoker',
          );
          const members = bindings.flatMap(({ args }) => args['members'] as string[]);
          const callers = members.map((member) => nameOf(planned, member));
          const isInternal = service(each, 'ingress_settings') === 'ALLOW_INTERNAL_ONLY';
          return !isInternal || callers.join() !== `push-${name}`;
        })
        .map(({ address }) => address),
    [
      inDelivery('everybody may call', '[google_service_account.push.member]', '["allUsers"]'),
      inDelivery(
        'others may call as well',
        '[google_service_account.push.member]',
        '[google_service_account.push.member, "allAuthenticatedUsers"]',
      ),
      {
        when: 'it is reached from the internet',
        file: 'modules/stage/main.tf',
        from: '"ALLOW_INTERNAL_ONLY"',
        to: '"ALLOW_ALL"',
      },
    ],
  );

  rule(
    'a push carries a token of its push identity, made for that function',
    (planned) =>
      unless(pushed(planned), (each) => {
        const url = `\${${inModule(each)}google_cloudfunctions2_function.this.service_config[0].uri}`;
        const token = ['push_config', '0', 'oidc_token', '0'] as const;
        const email = String(argument(each, ...token, 'service_account_email'));
        return (
          argument(each, 'push_config', '0', 'push_endpoint') === `${url}/${String(each.args['topic'])}` &&
          argument(each, ...token, 'audience') === url &&
          email === `\${${inModule(each)}google_service_account.push.email}`
        );
      }),
    [
      inDelivery(
        'the token is for another audience',
        'audience              = google_cloudfunctions2_function.this.service_config[0].uri',
        'audience = "anything"',
      ),
      inDelivery(
        'the token is of another identity',
        'service_account_email = google_service_account.push.email',
        'service_account_email = module.identity.email',
      ),
    ],
  );

  rule(
    'messages are delivered in order, and again after the times that the design names',
    (planned) =>
      unless(
        pushed(planned),
        (each) =>
          each.args['enable_message_ordering'] === true &&
          argument(each, 'retry_policy', '0', 'minimum_backoff') ===
            `${deliveryPolicy.firstBackoffMilliseconds / 1_000}s` &&
          argument(each, 'retry_policy', '0', 'maximum_backoff') ===
            `${deliveryPolicy.longestBackoffMilliseconds / 1_000}s`,
      ),
    [
      inDelivery(
        'the order is left out',
        'enable_message_ordering    = true',
        'enable_message_ordering    = false',
      ),
      { when: 'the first backoff is longer', file: 'functions.tf', from: '"1s"', to: '"10s"' },
      { when: 'the longest backoff is shorter', file: 'functions.tf', from: '"600s"', to: '"60s"' },
    ],
  );

  rule(
    'every subscription leads to dead letters after the attempts that the design names; the last of all is written to a bucket by Pub/Sub itself',
    (planned) =>
      unless(subscriptions(planned), (each) => {
        const isLast = each.args['name'] === `${deadLetterTopic}-unarchived`;
        if (isLast)
          return each.args['cloud_storage_config'] !== undefined && each.args['push_config'] === undefined;
        const policy = each.args['dead_letter_policy'];
        if (policy === undefined) return false;
        const next = calledBy(
          planned,
          String(argument(each, 'dead_letter_policy', '0', 'dead_letter_topic')),
        );
        return (
          argument(each, 'dead_letter_policy', '0', 'max_delivery_attempts') === deliveryPolicy.attempts &&
          next === (each.args['name'] === deadLetterTopic ? `${deadLetterTopic}-unarchived` : deadLetterTopic)
        );
      }),
    [
      inDelivery(
        'a subscription has none',
        'dead_letter_policy {\n    dead_letter_topic     = var.dead_letter_topic\n    max_delivery_attempts = var.platform.attempts\n  }',
        '',
      ),
      {
        when: 'there are fewer attempts',
        file: 'functions.tf',
        from: 'attempts        = 100',
        to: 'attempts        = 5',
      },
      {
        when: 'the dead letters go round in a circle',
        file: 'dead-letters.tf',
        from: 'dead_letter_topic = google_pubsub_topic.unarchived.id',
        to: 'dead_letter_topic = "projects/p/topics/dead-letter"',
      },
      {
        when: 'what cannot be archived is lost',
        file: 'dead-letters.tf',
        from: 'cloud_storage_config {',
        to: 'push_config {',
      },
    ],
  );

  rule(
    'Pub/Sub waits longer than the function may take, and no longer than it can',
    (planned) =>
      unless(pushed(planned), (each) => {
        const own = functions(planned).find(
          ({ address }) => address === `${inModule(each)}google_cloudfunctions2_function.this`,
        );
        const wait = Number(each.args['ack_deadline_seconds']);
        return own !== undefined && wait > Number(service(own, 'timeout_seconds')) && wait <= 600;
      }),
    [
      {
        when: 'it waits as long as an unset subscription',
        file: 'modules/stage/main.tf',
        from: 'var.size.timeout_seconds + 10',
        to: '10',
      },
    ],
  );

  rule(
    'no subscription ends by itself, and each keeps what it has for a week',
    (planned) =>
      unless(
        subscriptions(planned),
        (each) =>
          argument(each, 'expiration_policy', '0', 'ttl') === '' &&
          each.args['message_retention_duration'] === '604800s',
      ),
    [
      inDelivery('it ends after a month without use', 'ttl = ""', 'ttl = "2678400s"'),
      { when: 'it keeps less', file: 'functions.tf', from: '"604800s"', to: '"600s"' },
    ],
  );
});
