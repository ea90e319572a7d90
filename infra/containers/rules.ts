import { existsSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { drainMilliseconds } from '@parley/relay';
import { composeSchema, type Compose } from './compose-schema';
import { stagesOf } from './dockerfile';
import { kubernetesSchemas } from './kubernetes-schema';

/** Each rule by what it says, with whether a file keeps it. */
export type Kept = Readonly<Record<string, boolean>>;

/** A user without rights whom no machine has: the one of distroless images. */
const user = '65532';
/** Beside a relay's drain there are the last writes of its sessions: whoever ends it waits three times as long. */
const graceMilliseconds = 3 * drainMilliseconds;

const isSecretName = (name: string) => /KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL/i.test(name);
/** `node:24.21.0-trixie-slim`: a version of three numbers, so that the same file makes the same image. */
const isPinned = (image: string) => /^[a-z][a-z0-9./-]*:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$/.test(image);

/** What holds of a Dockerfile. */
export function dockerfileRules(text: string): Kept {
  const stages = stagesOf(text);
  const last = stages.at(-1)!;
  const all = stages.flatMap(({ instructions }) => instructions);
  const names = [
    ...stages.flatMap(({ environment }) => Object.keys(environment)),
    ...all.filter(({ keyword }) => keyword === 'ARG').map((each) => each.text.split('=')[0]!),
  ];
  const isRelative = (word: string) => !path.posix.isAbsolute(word);
  return {
    'every image has a version': stages.every(({ image }) => isPinned(image)),
    'the image is a slim one': /-slim$|distroless/.test(last.tag) || last.image.includes('distroless'),
    'what builds it stays out of it':
      stages.length > 1 &&
      last.copies.length > 0 &&
      last.copies.every(({ from }) => stages.slice(0, -1).some(({ name }) => name === from)),
    'packages are those of the lock': all.every(({ text: line }) => !/\bnpm (i|install|add)\b/.test(line)),
    'a user without rights runs it, by number': last.user === `${user}:${user}`,
    'its files belong to root': last.copies.every(
      ({ flags }) => !flags.includes('chown') && !flags.includes('chmod'),
    ),
    'nothing is fetched past the package manager': all.every(
      ({ keyword, text: line }) => keyword !== 'ADD' && !/\b(curl|wget)\b/.test(line),
    ),
    'no secret is in it': !names.some(isSecretName),
    'it says how it is':
      last.healthcheck[0] === 'node' &&
      ['interval', 'timeout', 'start-period', 'retries'].every((flag) =>
        last.healthcheckFlags.includes(flag),
      ),
    // A shell would be the first process, and keep the signal to itself.
    'signals reach it': last.stopSignal === 'SIGTERM' && last.command[0] === 'node',
    'its words are files of its folder': last.command.slice(1).every(isRelative) && last.workdir !== '/',
  };
}

const millisecondsOf = (duration: unknown): number => {
  const parts = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(duration));
  return parts === null ? NaN : (60 * Number(parts[1] ?? 0) + Number(parts[2] ?? 0)) * 1_000;
};

const ajv = new Ajv();
const isCompose = ajv.compile(composeSchema);

/** Services whose image has no program that could ask how they are. */
const silent: ReadonlySet<string> = new Set(['network', 'loki', 'collector']);

/**
 * What holds of a compose file.
 * @param folder where it lies, for what it mounts
 */
export function composeRules(text: string, folder: string): Kept {
  const content = parse(text, { merge: true }) as Compose;
  const entries = Object.entries(content.services);
  const services = entries.map(([, service]) => service);
  const volumesOf = (service: (typeof services)[number]) => service.volumes ?? [];
  const isBound = (volume: string) => volume.startsWith('.');
  return {
    'it is a compose file': isCompose(content),
    'every image has a version': services.every(({ image }) => isPinned(String(image))),
    'users without rights run it': services.every(
      (service) => service.build !== undefined || /^[1-9]\d*:\d+$/.test(String(service.user)),
    ),
    'their files cannot be changed': services.every((service) => service.read_only === true),
    'they have no capability': services.every(({ cap_drop: drop, cap_add: add, privileged }) => {
      return String(drop) === 'ALL' && add === undefined && privileged === undefined;
    }),
    'they win no privilege': services.every(({ security_opt: options }) =>
      (options ?? []).includes('no-new-privileges:true'),
    ),
    'what they take is bounded': services.every(({ deploy }) => {
      const limits = deploy?.resources?.limits;
      return Number(limits?.cpus) > 0 && /^\d+[MG]$/.test(String(limits?.memory));
    }),
    'their logs are bounded': services.every(({ logging }) => logging?.options?.['max-size'] !== undefined),
    'they have time to end': services.every(
      ({ stop_grace_period: grace }) => millisecondsOf(grace) >= graceMilliseconds,
    ),
    'who can says how it is': entries.every(
      ([name, { healthcheck }]) => (healthcheck?.test !== undefined) !== silent.has(name),
    ),
    'this machine alone reaches them': services.every(({ ports }) =>
      (ports ?? []).every((port) => /^127\.0\.0\.1:\d+:\d+$/.test(String(port))),
    ),
    'no secret is in it': services.every(
      ({ environment }) => !Object.keys(environment ?? {}).some(isSecretName),
    ),
    'what is mounted from here is there, and only read': services
      .flatMap(volumesOf)
      .filter(isBound)
      .every((volume) => volume.endsWith(':ro') && existsSync(path.join(folder, volume.split(':')[0]!))),
    'every volume is declared': services
      .flatMap(volumesOf)
      .filter((volume) => !isBound(volume))
      .every((volume) => Object.hasOwn(content.volumes, volume.split(':')[0]!)),
    'the Dockerfile is there': services.every(
      ({ build }) => build === undefined || existsSync(path.join(folder, build.context, build.dockerfile)),
    ),
  };
}

const schemaChecks = new Map(
  Object.entries(kubernetesSchemas).map(([kind, schema]) => [kind, ajv.compile(schema)]),
);

interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly { readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: Readonly<Record<string, unknown>> & {
    readonly capabilities?: { drop?: string[] };
  };
  readonly resources: { readonly limits?: Readonly<Record<string, string>> };
  readonly [probe: `${string}Probe`]: { httpGet?: { path?: string; port?: number } } | undefined;
}
interface Pod {
  readonly automountServiceAccountToken?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: { readonly template?: { readonly spec: Pod } };
}

/** What holds of a file of Kubernetes' or Knative's objects. */
export function manifestRules(text: string): Kept {
  const manifests = parseAllDocuments(text).map((each) => each.toJS() as Manifest);
  const pods = manifests.flatMap(({ spec }) => (spec?.template === undefined ? [] : [spec.template.spec]));
  const containers = pods.flatMap((pod) => pod.containers.map((container) => ({ pod, container })));
  const every = (keeps: (container: Container, pod: Pod) => boolean) =>
    containers.length > 0 && containers.every(({ container, pod }) => keeps(container, pod));
  const given = (name: string) => (container: Container, pod: Pod) =>
    container.securityContext[name] ?? pod.securityContext?.[name];
  return {
    'it has the shape of its kind': manifests.every(
      (each) => schemaChecks.get(`${each.apiVersion} ${each.kind}`)?.(each) === true,
    ),
    'every image has a version': every(({ image }) => isPinned(image)),
    'a user without rights runs it, by number': every(
      (...of) => given('runAsNonRoot')(...of) === true && given('runAsUser')(...of) === Number(user),
    ),
    'its files cannot be changed': every((each) => each.securityContext['readOnlyRootFilesystem'] === true),
    'it has no capability': every((each) => String(each.securityContext.capabilities?.drop) === 'ALL'),
    'it wins no privilege': every((each) => each.securityContext['allowPrivilegeEscalation'] === false),
    'its system calls are filtered': every(
      (...of) => JSON.stringify(given('seccompProfile')(...of)) === '{"type":"RuntimeDefault"}',
    ),
    'it has no token for the cluster': pods.every((pod) => pod.automountServiceAccountToken === false),
    'what it takes is bounded': every(({ resources: { limits } }) =>
      Boolean(limits?.['cpu'] && limits['memory']),
    ),
    'it is asked how it is, at the port where it listens': every((each) =>
      (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).every(
        (name) =>
          each[name]?.httpGet?.path === '/healthz' &&
          each[name].httpGet.port === each.ports[0]?.containerPort,
      ),
    ),
    'it has time to end': pods.every(
      (pod) => 1_000 * (pod.terminationGracePeriodSeconds ?? pod.timeoutSeconds ?? 0) >= graceMilliseconds,
    ),
    'no secret is in it':
      manifests.every(({ kind, data }) => kind !== 'Secret' && !Object.keys(data ?? {}).some(isSecretName)) &&
      every(({ env }) => env.every(({ name, value }) => value === undefined || !isSecretName(name))),
  };
}
