import { describe, expect, it } from '@jest/globals';
import type { Configuration } from './configuration';
import { argument } from './plan';
import {
  configurationOf,
  environments,
  mutated,
  ofType,
  rule,
  sources,
  variablesOf,
  type Mutation,
} from './world';

const at = (file: string, from: string, to: string): Mutation => ({ when: '', file, from, to });
const broken = async (rule: (configuration: Configuration) => string[], ...mutations: Mutation[]) => ({
  now: rule(await configurationOf()),
  then: await Promise.all(mutations.map(async (each) => rule(await configurationOf(mutated(each))))),
});

const undescribed = ({ modules }: Configuration) =>
  [...modules.values()].flatMap(({ folder, variables, outputs }) =>
    [...variables, ...outputs]
      .filter(([, body]) => String(body['description'] ?? '').length < 10)
      .map(([name]) => `${folder}: ${name}`),
  );

const untyped = ({ modules }: Configuration) =>
  [...modules.values()].flatMap(({ folder, variables }) =>
    [...variables]
      .filter(([, body]) => body['type'] === undefined || String(body['type']).includes('any'))
      .map(([name]) => `${folder}: ${name}`),
  );

/** What needs no rule: a truth, and values whose every form is sound. */
const free = new Set(['protected', 'relay_size']);

const unvalidated = ({ modules }: Configuration) =>
  [...modules.get('.')!.variables]
    .filter(([name, body]) => !free.has(name) && body['validation'] === undefined)
    .map(([name]) => name);

const outOfOrder = ({ modules }: Configuration) =>
  [...modules.values()].flatMap(({ folder }) =>
    ['variables.tf', 'outputs.tf'].flatMap((file) => {
      const text = sources.get(folder === '.' ? file : `${folder}/${file}`) ?? '';
      const names = [...text.matchAll(/^(?:variable|output) "(.*)"/gm)].map(([, name]) => name!);
      return names.join() === [...names].sort().join() ? [] : [`${folder}/${file}`];
    }),
  );

describe('variables and outputs', () => {
  it('given each of them, it is described', async () => {
    const { now, then } = await broken(
      undescribed,
      at('variables.tf', 'description = "Host name of the page."', ''),
      at(
        'modules/relay/outputs.tf',
        'description = "Name of the Cloud Run service, for the load balancer."',
        '',
      ),
    );
    expect(now).toEqual([]);
    expect(then).toEqual([['.: page_host'], ['modules/relay: service']]);
  });

  it('given each variable, it is typed', async () => {
    const { now, then } = await broken(
      untyped,
      at('variables.tf', 'type        = set(string)', 'type        = any'),
    );
    expect(now).toEqual([]);
    expect(then).toEqual([['.: config_publishers']]);
  });

  it('given each variable of the root, its values are validated', async () => {
    const validation = /( {2}validation \{\n.*relay_host[^}]*\n {2}\}\n)/.exec(
      sources.get('variables.tf')!,
    )![1]!;
    const { now, then } = await broken(unvalidated, at('variables.tf', validation, ''));
    expect(now).toEqual([]);
    expect(then).toEqual([['relay_host']]);
  });

  it('given a file of them, they are in the order of the alphabet', async () => {
    expect(outOfOrder(await configurationOf())).toEqual([]);
  });
});

describe('worlds', () => {
  it('given the two of them, each says the same things, so that neither has what the other forgot', async () => {
    const [dev, production] = await Promise.all(
      environments.map(async (each) => Object.keys(await variablesOf(each))),
    );
    expect(dev!.sort()).toEqual(production!.sort());
  });

  it('given a world, it sets only what there is, and all that has no default', async () => {
    const { modules } = await configurationOf();
    const { variables } = modules.get('.')!;
    const wanted = [...variables].filter(([, body]) => body['default'] === undefined).map(([name]) => name);
    for (const each of environments) {
      const set = Object.keys(await variablesOf(each));
      expect(set.filter((name) => !variables.has(name))).toEqual([]);
      expect(wanted.filter((name) => !set.includes(name))).toEqual([]);
    }
  });

  it('given the configuration, no world’s name stands in it: its variables are the only difference', () => {
    const named = [...sources].filter(
      ([file, text]) =>
        file.endsWith('.tf') && /"(production|dev|staging)"|parley-(production|dev)|example\.com/.test(text),
    );
    expect(named.map(([file]) => file)).toEqual([]);
  });
});

describe('secrets', () => {
  const holders = new Set([
    'google_secret_manager_secret_version',
    'google_service_account_key',
    'random_password',
    'tls_private_key',
  ]);

  rule(
    'none is made where Terraform would keep its value in the state',
    (planned) => planned.filter(({ type }) => holders.has(type)).map(({ address }) => address),
    [
      {
        when: 'a version of the keys is made',
        file: 'secrets.tf',
        from: '# Secret Manager says here',
        to: 'resource "google_secret_manager_secret_version" "keys" {\n  secret      = google_secret_manager_secret.jwt_keys.id\n  secret_data = "k:v"\n}\n\n# Secret Manager says here',
      },
    ],
  );

  rule(
    'the keys come to the API and the relay as a version of the secret, never as a value, and the version is a number',
    (planned) => {
      const fixed = ofType(planned, 'google_cloudfunctions2_function').filter((each) =>
        Object.hasOwn(
          Object(argument(each, 'service_config', '0', 'environment_variables')),
          'PARLEY_JWT_KEYS',
        ),
      );
      const versions = JSON.stringify(planned.map(({ args }) => args)).match(/"version":"([^"]*)"/g) ?? [];
      const isFixed = versions.length === 2 && versions.every((each) => /"[1-9]\d*"$/.test(each));
      return [...fixed.map(({ address }) => address), ...(isFixed ? [] : versions)];
    },
    [
      {
        when: 'the value is written out',
        file: 'api.tf',
        from: 'GOOGLE_CLOUD_PROJECT     = var.project_id',
        to: 'GOOGLE_CLOUD_PROJECT     = var.project_id\n      PARLEY_JWT_KEYS = "k:v"',
      },
      {
        when: 'each instance takes the latest',
        file: 'environments/dev.tfvars',
        from: 'jwt_keys_version   = "1"',
        to: 'jwt_keys_version = "latest"',
      },
    ],
  );

  rule(
    'the keys are due now and then, and somebody is told',
    (planned) =>
      ofType(planned, 'google_secret_manager_secret')
        .filter(({ args }) => args['rotation'] === undefined || args['topics'] === undefined)
        .map(({ address }) => address),
    [
      {
        when: 'they are never due',
        file: 'secrets.tf',
        from: 'rotation {\n    rotation_period    = "7776000s"\n    next_rotation_time = var.first_key_rotation\n  }',
        to: '',
      },
    ],
  );

  it('given the variables, none has the name of a secret value', async () => {
    const secretNames = ({ modules }: Configuration) =>
      [...modules.values()].flatMap(({ variables }) =>
        [...variables.keys()].filter((name) => /password|token|private|credential|(^|_)keys?$/.test(name)),
      );
    const { now, then } = await broken(
      secretNames,
      at('variables.tf', 'variable "jwt_keys_version"', 'variable "jwt_keys"'),
    );
    expect(now).toEqual([]);
    expect(then).toEqual([['jwt_keys']]);
  });

  it('given the files, nothing in them looks like a key', () => {
    const looksLikeKey = (text: string) =>
      /-----BEGIN|AIza[0-9A-Za-z_-]{20}|ya29\.|"(?=[^"]*[A-Z])(?=[^"]*\d)[A-Za-z0-9_-]{43,}"/.test(text);
    expect([...sources].filter(([, text]) => looksLikeKey(text)).map(([file]) => file)).toEqual([]);
    expect(looksLikeKey(`"${'Ab3'.repeat(15)}"`)).toBe(true);
  });
});
