import { ObservabilityError, observabilityCodes } from './errors';
import { logLevels, type LogLevel } from './logs/json-log';

/** What a process is told of its log and its traces. */
export interface ObservabilitySettings {
  /** The least severe line that is written. */
  readonly least: LogLevel;
  /** Where spans go, and the part of the traces that is kept, from 0 to 1; null where nothing is traced. */
  readonly traces: { readonly url: string; readonly ratio: number } | null;
}

/**
 * Reads PARLEY_LOG (`usual` where it is missing), PARLEY_TRACES and PARLEY_TRACE_RATIO from an environment. Throws
 * `invalid-setting`, which says what the setting must be.
 */
export function readObservability(
  environment: Readonly<Record<string, string | undefined>>,
  usual: LogLevel,
): ObservabilitySettings {
  const { PARLEY_LOG = usual, PARLEY_TRACES, PARLEY_TRACE_RATIO = '1' } = environment;
  return {
    least: levelOf(PARLEY_LOG),
    traces:
      PARLEY_TRACES === undefined
        ? null
        : { url: addressOf(PARLEY_TRACES), ratio: ratioOf(PARLEY_TRACE_RATIO) },
  };
}

const refuse = (name: string, text: string, must: string): never => {
  throw new ObservabilityError(
    observabilityCodes.invalidSetting,
    `${name} is ${JSON.stringify(text)}; it must be ${must}.`,
  );
};

const levelOf = (text: string): LogLevel =>
  logLevels.find((each) => each === text.toUpperCase()) ??
  refuse('PARLEY_LOG', text, `one of ${logLevels.join(', ')}`);

const addressOf = (text: string): string =>
  /^https?:\/\/./.test(text) && URL.canParse(text)
    ? text
    : refuse('PARLEY_TRACES', text, 'the address of a collector, as http://127.0.0.1:4318/v1/traces');

const ratioOf = (text: string): number =>
  /^(0(\.\d+)?|1(\.0+)?)$/.test(text)
    ? Number(text)
    : refuse('PARLEY_TRACE_RATIO', text, 'a number from 0 to 1');
