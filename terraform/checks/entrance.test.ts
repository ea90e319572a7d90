import { describe } from '@jest/globals';
import type { Body } from './configuration';
import { argument, type Planned } from './plan';
import { ofType, rule } from './world';

const api = (planned: readonly Planned[]) =>
  ofType(planned, 'google_cloudfunctions2_function').find(({ args }) => args['name'] === 'api')!;
const relay = (planned: readonly Planned[]) => ofType(planned, 'google_cloud_run_v2_service')[0]!;
const backends = (planned: readonly Planned[]) => ofType(planned, 'google_compute_backend_service');

describe('the entrance', () => {
  rule(
    'whatever everybody may call is reached through the load balancer alone',
    (planned) => {
      const open = ofType(planned, 'google_cloud_run_v2_service_iam_binding').filter(({ args }) =>
        (args['members'] as string[]).some((member) => member.startsWith('all')),
      );
      return open
        .map(({ args }) => planned.find(({ address }) => `\${${address}.name}` === args['name'])!)
        .filter(({ type, args }) =>
          type === 'google_cloud_run_v2_service'
            ? args['ingress'] !== 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER'
            : argument({ args } as Planned, 'service_config', '0', 'ingress_settings') !==
              'ALLOW_INTERNAL_AND_GCLB',
        )
        .map(({ address }) => address);
    },
    [
      {
        when: 'the API is reached from everywhere',
        file: 'api.tf',
        from: '"ALLOW_INTERNAL_AND_GCLB"',
        to: '"ALLOW_ALL"',
      },
      {
        when: 'the relay is reached from everywhere',
        file: 'modules/relay/main.tf',
        from: '"INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"',
        to: '"INGRESS_TRAFFIC_ALL"',
      },
    ],
  );

  rule(
    'the load balancer knows the API and the relay, each under its host and its paths, and sends all else to the page',
    (planned) => {
      const map = ofType(planned, 'google_compute_url_map').find(({ args }) => args['name'] === 'entrance')!;
      const matchers = map.args['path_matcher'] as Body[];
      const hosts = map.args['host_rule'] as Body[];
      const found = matchers.map(({ name, path_rule: rules }) => {
        const [host] = hosts.filter(({ path_matcher: matcher }) => matcher === name);
        const [only] = rules as Body[];
        return `${String((host?.['hosts'] as string[])[0]?.replace(/\..*$/, ''))} ${(only?.['paths'] as string[]).join(' ')} ${String(only?.['service'])}`;
      });
      const wanted = [
        'api /api/* /config.json /healthz ${google_compute_backend_service.service["api"].id}',
        'relay /ws /healthz ${google_compute_backend_service.service["relay"].id}',
      ];
      const isRedirected = [map.args, ...matchers].every(
        (each) => each['default_url_redirect'] !== undefined && each['default_service'] === undefined,
      );
      return [...found.filter((each) => !wanted.includes(each)), ...(isRedirected ? [] : ['no redirection'])];
    },
    [
      {
        when: 'sockets are at another path',
        file: 'load-balancer.tf',
        from: '["/ws", "/healthz"]',
        to: '["/socket", "/healthz"]',
      },
      {
        when: 'the two are mixed up',
        file: 'load-balancer.tf',
        from: 'service = google_compute_backend_service.service[path_matcher.key].id',
        to: 'service = google_compute_backend_service.service["api"].id',
      },
    ],
  );

  rule(
    'each service behind it is guarded by Cloud Armor, which limits how often one address comes',
    (planned) =>
      backends(planned)
        .filter(({ args }) => {
          const policy = ofType(planned, 'google_compute_security_policy').find(
            ({ address }) => args['security_policy'] === `\${${address}.id}`,
          );
          const rules = (policy?.args['rule'] ?? []) as Body[];
          const last = rules.find(({ priority }) => priority === 2_147_483_647);
          return (
            last?.['action'] !== 'throttle' ||
            (last['rate_limit_options'] as Body[])[0]?.['enforce_on_key'] !== 'IP'
          );
        })
        .map(({ address }) => address),
    [
      {
        when: 'a service has no policy',
        file: 'load-balancer.tf',
        from: 'security_policy       = google_compute_security_policy.service[each.key].id',
        to: '',
      },
      {
        when: 'everybody comes as often as they like',
        file: 'armor.tf',
        from: 'action      = "throttle"',
        to: 'action      = "allow"',
      },
      {
        when: 'all addresses share one limit',
        file: 'armor.tf',
        from: 'enforce_on_key = "IP"',
        to: 'enforce_on_key = "ALL"',
      },
    ],
  );

  rule(
    'each backend is one of the two services, in this region, and has no timeout of its own',
    (planned) => {
      const groups = ofType(planned, 'google_compute_region_network_endpoint_group');
      const served = groups.map((each) => String(argument(each, 'cloud_run', '0', 'service')));
      const wanted = [api(planned), relay(planned)].map(({ address }) => `\${${address}.name}`);
      return [
        ...served.filter((each) => !wanted.includes(each)),
        ...wanted.filter((each) => !served.includes(each)),
        ...backends(planned)
          .filter(({ args }) => args['timeout_sec'] !== undefined)
          .map(({ address }) => address),
      ];
    },
    [
      {
        when: 'a stage stands behind it',
        file: 'load-balancer.tf',
        from: 'service = module.relay.service',
        to: 'service = module.router.function',
      },
      {
        when: 'sockets would end after 30 s',
        file: 'load-balancer.tf',
        from: 'protocol              = "HTTPS"',
        to: 'protocol              = "HTTPS"\n  timeout_sec           = 30',
      },
    ],
  );

  rule(
    'plain HTTP is sent to HTTPS, and nothing older than TLS 1.2 is spoken',
    (planned) => {
      const [proxy] = ofType(planned, 'google_compute_target_http_proxy');
      const map = planned.find(({ address }) => `\${${address}.id}` === proxy?.args['url_map']);
      const policies = ofType(planned, 'google_compute_ssl_policy').map(
        ({ args }) => args['min_tls_version'],
      );
      const [secure] = ofType(planned, 'google_compute_target_https_proxy');
      return [
        ...(map !== undefined &&
        map.args['host_rule'] === undefined &&
        argument(map, 'default_url_redirect', '0', 'https_redirect') === true
          ? []
          : ['plain']),
        ...(policies.join() === 'TLS_1_2' && secure?.args['ssl_policy'] !== undefined ? [] : ['old TLS']),
      ];
    },
    [
      {
        when: 'plain HTTP is served',
        file: 'load-balancer.tf',
        from: 'url_map = google_compute_url_map.to_https.id',
        to: 'url_map = google_compute_url_map.entrance.id',
      },
      { when: 'TLS 1.0 is spoken', file: 'load-balancer.tf', from: '"TLS_1_2"', to: '"TLS_1_0"' },
    ],
  );
});

describe('the relay', () => {
  rule(
    'a socket may last an hour, comes back to its instance, and the instance works between requests',
    (planned) => {
      const at = (...path: string[]) => argument(relay(planned), 'template', '0', ...path);
      const least = Number(at('scaling', '0', 'min_instance_count'));
      return [
        ...(at('timeout') === '3600s' ? [] : ['timeout']),
        ...(at('session_affinity') === true ? [] : ['affinity']),
        ...(at('containers', '0', 'resources', '0', 'cpu_idle') === false ? [] : ['processor']),
        ...(least >= 1 ? [] : ['instances']),
        ...(Number(at('max_instance_request_concurrency')) <= 1_000 ? [] : ['sockets']),
      ];
    },
    [
      {
        when: 'sockets end after five minutes',
        file: 'modules/relay/main.tf',
        from: '"3600s"',
        to: '"300s"',
      },
      {
        when: 'a client comes back to any instance',
        file: 'modules/relay/main.tf',
        from: 'session_affinity                 = true',
        to: 'session_affinity                 = false',
      },
      {
        when: 'the processor is taken away between requests',
        file: 'modules/relay/main.tf',
        from: 'cpu_idle          = false',
        to: 'cpu_idle          = true',
      },
      {
        when: 'no relay waits',
        file: 'environments/dev.tfvars',
        from: 'relay_size = { min_instances = 1',
        to: 'relay_size = { min_instances = 0',
      },
    ],
  );
});
