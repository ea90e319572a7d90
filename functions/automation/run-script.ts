import { limits } from '@parley/envelope';
import type { Clock, Runner, RunRecord, RunResult, ScriptVersion, Target } from '@parley/ports';
import { messageFor, trialOf, type ScriptInput } from './contract';

/** One script and one message: which run is meant, and what it needs. */
export interface ScriptRun {
  readonly target: Target;
  readonly script: ScriptVersion;
  readonly input: ScriptInput;
  readonly messageUid: string;
  /** RFC 3339: the script's clock starts here. */
  readonly sentAt: string;
  /** The owner's time zone, an IANA name; UTC without it. */
  readonly zone?: string;
  /** Wall clock that is left for it, its wait for a worker included, ms. */
  readonly withinMilliseconds: number;
  /** W3C Trace Context of the message. */
  readonly traceparent?: string;
}

/**
 * Runs a script on a message and gives its run record, answer included. Whatever the script does is a record: a
 * failure leaves the message as it was, and says what happened, where, and what to do. It never rejects.
 */
export async function runScript(
  run: ScriptRun,
  { runner, clock }: { runner: Runner; clock: Clock },
): Promise<RunRecord> {
  const { target, script, input, messageUid, sentAt, zone } = run;
  const result = await runSafely(runner, {
    source: script.source,
    message: messageFor(target, input),
    start: Date.parse(sentAt),
    ...(zone === undefined ? {} : { zone }),
    ...(run.traceparent === undefined ? {} : { traceparent: run.traceparent }),
    seed: `${input.senderId}/${messageUid}/${input.ownerId}/${target}`,
    deadlineMilliseconds: limits.run.wallClockMilliseconds,
    withinMilliseconds: run.withinMilliseconds,
  });
  return {
    ownerId: input.ownerId,
    target,
    senderId: input.senderId,
    messageUid,
    scriptVersion: script.version,
    at: new Date(clock.now()).toISOString(),
    ...trialOf(target, input, result),
  };
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
