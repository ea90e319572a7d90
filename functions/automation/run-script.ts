import { limits } from '@parley/envelope';
import type { Clock, Runner, RunRecord, RunResult, ScriptVersion, Target } from '@parley/ports';
import { messageFor, readAnswer, readResponse, unchanged, type ScriptInput } from './contract';

/** One script and one message: which run is meant, and what it needs. */
export interface ScriptRun {
  readonly target: Target;
  readonly script: ScriptVersion;
  readonly input: ScriptInput;
  readonly messageUid: string;
  /** RFC 3339: the script's clock starts here. */
  readonly sentAt: string;
  /** Wall clock that is left for it, ms. */
  readonly deadlineMilliseconds: number;
}

/**
 * Runs a script on a message and gives its run record, answer included. Whatever the script does is a record: a
 * failure leaves the message as it was, and says what happened, where, and what to do. It never rejects.
 */
export async function runScript(
  run: ScriptRun,
  { runner, clock }: { runner: Runner; clock: Clock },
): Promise<RunRecord> {
  const { target, script, input, messageUid, sentAt } = run;
  const result = await runSafely(runner, {
    source: script.source,
    message: messageFor(target, input),
    start: Date.parse(sentAt),
    seed: `${input.senderId}/${messageUid}/${input.ownerId}/${target}`,
    deadlineMilliseconds: Math.min(run.deadlineMilliseconds, limits.run.wallClockMilliseconds),
  });
  const base = {
    ownerId: input.ownerId,
    target,
    senderId: input.senderId,
    messageUid,
    scriptVersion: script.version,
    gas: result.gas,
    milliseconds: result.milliseconds,
    at: new Date(clock.now()).toISOString(),
  };
  if (result.kind !== 'finished') {
    return { ...base, ...failureOf(result), log: result.output, answer: unchanged };
  }
  const read =
    result.response === undefined
      ? readAnswer(target, result.output, input)
      : readResponse(target, result.response, result.output, input);
  return read.ok
    ? { ...base, outcome: 'answered', reason: '', log: read.log, answer: read.answer }
    : { ...base, outcome: 'bad-answer', reason: read.reason, log: read.log, answer: unchanged };
}

async function runSafely(runner: Runner, request: Parameters<Runner['run']>[0]): Promise<RunResult> {
  try {
    return await runner.run(request);
  } catch {
    return {
      kind: 'unavailable',
      reason: 'The script could not be run.',
      output: '',
      gas: 0,
      milliseconds: 0,
    };
  }
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
