/*
 * The part of compose files that Parley's uses, as a JSON schema that lets nothing else through. Source:
 * github.com/compose-spec/compose-spec. What was published of it on npm knows no `name`.
 */

import { list, object, text, texts, whole, yes, type Schema } from './closed-schema';

const duration: Schema = { type: 'string', pattern: '^\\d+[ms]$' };

const service = object({
  'build?': object({ context: text, dockerfile: text }),
  image: text,
  'user?': { type: 'string', pattern: '^\\d+:\\d+$' },
  'init?': yes,
  'command?': list(text),
  'environment?': texts,
  'network_mode?': text,
  'ports?': list(text),
  'volumes?': list(text),
  'tmpfs?': list(text),
  'depends_on?': list(text),
  'healthcheck?': object({
    test: list(text),
    interval: duration,
    timeout: duration,
    'start_period?': duration,
    'retries?': whole,
  }),
  deploy: object({ resources: object({ limits: object({ cpus: text, memory: text }) }) }),
  read_only: yes,
  cap_drop: list(text),
  security_opt: list(text),
  restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
  stop_grace_period: duration,
  logging: object({ driver: text, options: texts }),
});

export const composeSchema: Schema = {
  ...object({
    name: text,
    services: { type: 'object', additionalProperties: service },
    volumes: { type: 'object', additionalProperties: { type: 'null' } },
  }),
  patternProperties: { '^x-': {} },
};

/** A file that keeps {@link composeSchema}, as far as rules read it. */
export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, null>>;
}

export interface ComposeService {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly image: string;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string>> } };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly privileged?: boolean;
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
}
