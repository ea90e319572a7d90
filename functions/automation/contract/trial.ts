import { limits } from '@parley/envelope';
import type { RunRecord, RunResult, Target } from '@parley/ports';
import { readAnswer, readResponse, unchanged } from './answer';
import type { ScriptInput } from './arguments';

/** What a script did, or would have done, with a message. */
export type Trial = Pick<
  RunRecord,
  'outcome' | 'reason' | 'line' | 'column' | 'log' | 'gas' | 'milliseconds' | 'answer'
>;

/**
 * What a run comes to for its owner: a failure leaves the message as it was, and says what happened, where, and what
 * to do. Called by the stage that runs scripts, and by the page that tries them.
 */
export function trialOf(target: Target, input: ScriptInput, result: RunResult): Trial {
  const spent = { gas: result.gas, milliseconds: result.milliseconds };
  if (result.kind !== 'finished')
    return { ...failureOf(result), log: result.output, answer: unchanged, ...spent };
  const read =
    result.response === undefined
      ? readAnswer(target, result.output, input)
      : readResponse(target, result.response, result.output, input);
  return read.ok
    ? { outcome: 'answered', reason: '', log: read.log, answer: read.answer, ...spent }
    : { outcome: 'bad-answer', reason: read.reason, log: read.log, answer: unchanged, ...spent };
}

const limitTexts: Readonly<Record<string, string>> = {
  gas: `it took more than ${limits.run.gas.toLocaleString('en')} steps. Does a loop never end?`,
  milliseconds: `it used the processor for more than ${limits.run.milliseconds} ms.`,
  'wall-clock': `it took longer than ${limits.run.wallClockMilliseconds / 1000} s.`,
  memory: `its values took more than ${limits.run.memoryBytes / 1024 / 1024} MiB.`,
  string: `a text grew over ${limits.run.stringLength.toLocaleString('en')} characters.`,
  depth: `definitions called each other more than ${limits.run.callDepth} deep. Does a definition call itself for ever?`,
  branches: `more than ${limits.run.branches} branches ran at once.`,
  output: `it printed more than ${limits.run.outputBytes / 1024} KiB, or ${limits.run.outputLines} lines.`,
  blocked: 'it waits for something that will never come.',
};

function failureOf(
  result: Exclude<RunResult, { kind: 'finished' }>,
): Pick<RunRecord, 'outcome' | 'reason' | 'line' | 'column'> {
  const place = (at: { readonly line?: number; readonly column?: number }) => ({
    ...(at.line === undefined ? {} : { line: at.line }),
    ...(at.column === undefined ? {} : { column: at.column }),
  });
  switch (result.kind) {
    case 'compile-error': {
      const first = result.diagnostics.find(({ severity }) => severity === 'error') ?? result.diagnostics[0];
      return {
        outcome: 'compile-error',
        reason: `The script does not compile: ${first?.message ?? ''}`,
        ...place(first ?? {}),
      };
    }
    case 'fault': {
      const said = result.message === '' ? '' : `: ${result.message}`;
      return {
        outcome: 'fault',
        reason: `The script ended with the fault ${result.name}${said}`,
        ...place(result),
      };
    }
    case 'limit':
      return {
        outcome: 'limit',
        reason: `The script was stopped: ${limitTexts[result.limit] ?? `it met the limit ${result.limit}.`}`,
        ...place(result),
      };
    default:
      return { outcome: 'unavailable', reason: result.reason };
  }
}
