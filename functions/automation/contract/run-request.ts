import { limits } from '@parley/envelope';
import type { WorkerRequest } from '@parley/jolie/worker';
import type { ScriptMessage } from './arguments';
import { offsetAt } from './own-time';
import { modulesAt, serviceOperation } from './parley-module';

type WithoutId<R> = R extends unknown ? Omit<R, 'id'> : never;
/** A request of the engine's worker, before whoever sends it has given it a number. */
export type AskedOfWorker = WithoutId<WorkerRequest>;

const file = 'script.ol';

/** The check of a script. */
export const checkRequest = (source: string): AskedOfWorker => ({
  kind: 'check',
  source: { file, text: source },
});

/** A script's run on a message: a program gets it as JSON in its one argument, a service as the request of `onMessage`. */
export function runRequest(run: {
  readonly source: string;
  readonly message: ScriptMessage;
  /** The script's clock starts here, ms since the epoch. */
  readonly start: number;
  readonly seed: string;
  /** Processor time that the run may take, ms; what the limits say when that is less. */
  readonly milliseconds: number;
  /** The owner's time zone, an IANA name; UTC without it. */
  readonly zone?: string;
  /** Whether the steps are wanted with the outcome. */
  readonly traced?: boolean;
}): AskedOfWorker {
  const { source, message, start, seed, milliseconds, zone = 'UTC', traced = false } = run;
  const offset = offsetAt(start, zone);
  const { messageBody, ownID, senderID, recipientIDs } = message;
  const request = {
    messageBody,
    ownID,
    ...(senderID === undefined ? {} : { senderID }),
    recipientIDs,
  };
  return {
    kind: 'run',
    // Without modules of its own a source gets those that its worker shares, in UTC.
    source: { file, text: source, ...(offset === 0 ? {} : { modules: modulesAt(offset) }) },
    args: [JSON.stringify(message)],
    call: { operation: serviceOperation, request },
    start,
    seed,
    limits: { ...limits.run, milliseconds: Math.min(limits.run.milliseconds, milliseconds) },
    ...(traced ? { traced } : {}),
  };
}
