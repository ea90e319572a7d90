import { limits } from '@parley/envelope';
import type {
  Clock,
  Ids,
  Inbox,
  InboxEntry,
  Runner,
  ScriptDiagnostic,
  Scripts,
  Settings,
  Target,
} from '@parley/ports';
import type { ScriptInput, Trial } from './contract';
import { runScript } from './run-script';

export interface TrialOf {
  readonly ownerId: number;
  readonly target: Target;
  /** Missing: the active script. */
  readonly source?: string;
}

export type Tried =
  | { readonly kind: 'tried'; readonly trial: Trial; readonly diagnostics: readonly ScriptDiagnostic[] }
  | { readonly kind: 'no-script' };

/** A message of the owner's inbox and what the script would have made of it. */
export interface Replayed {
  readonly entry: InboxEntry;
  readonly trial: Trial;
}

export type Replay =
  | {
      readonly kind: 'replayed';
      /** In the order of the inbox. */
      readonly replayed: readonly Replayed[];
      /** Messages that time did not suffice for: the oldest. */
      readonly unfinished: number;
      readonly diagnostics: readonly ScriptDiagnostic[];
    }
  | { readonly kind: 'no-script' };

export interface Trials {
  /** Runs a script on a message that nobody sent. */
  try(of: TrialOf, message: Omit<ScriptInput, 'ownerId'>): Promise<Tried>;
  /** Runs a script on the owner's last messages: those received for `recv`, those sent for `send`. */
  replay(of: TrialOf, last: number): Promise<Replay>;
}

/** Runs that send nothing, for whoever writes a script. */
export function createTrials(deps: {
  runner: Runner;
  scripts: Pick<Scripts, 'active'>;
  inbox: Pick<Inbox, 'read'>;
  settings: Pick<Settings, 'userSettings'>;
  clock: Clock;
  ids: Ids;
}): Trials {
  const { runner, scripts, inbox, settings, clock, ids } = deps;

  const sourceOf = async ({ ownerId, target, source }: TrialOf): Promise<string | null> =>
    source ?? (await scripts.active(ownerId, target))?.source ?? null;

  const run = async (
    { ownerId, target }: TrialOf,
    source: string,
    zone: string,
    message: Omit<ScriptInput, 'ownerId'> & { readonly messageUid: string; readonly sentAt: string },
    withinMilliseconds: number,
  ): Promise<Trial> => {
    const { messageUid, sentAt, ...input } = message;
    const record = await runScript(
      {
        target,
        script: { version: 'trial', source, at: sentAt },
        input: { ...input, ownerId },
        messageUid,
        sentAt,
        zone,
        withinMilliseconds,
      },
      { runner, clock },
    );
    const { outcome, reason, line, column, log, gas, milliseconds, answer } = record;
    return {
      outcome,
      reason,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      log,
      gas,
      milliseconds,
      answer,
    };
  };

  return {
    async try(of, message) {
      const source = await sourceOf(of);
      if (source === null) return { kind: 'no-script' };
      const diagnostics = await runner.check(source);
      const sentAt = new Date(clock.now()).toISOString();
      const { timeZone } = await settings.userSettings(of.ownerId);
      const made = { ...message, messageUid: ids.uuid(), sentAt };
      const trial = await run(of, source, timeZone, made, limits.trialMilliseconds);
      return { kind: 'tried', trial, diagnostics };
    },

    async replay(of, last) {
      const source = await sourceOf(of);
      if (source === null) return { kind: 'no-script' };
      const diagnostics = await runner.check(source);
      const { timeZone } = await settings.userSettings(of.ownerId);
      const entries = await lastMessages(inbox, of, last);
      const end = clock.now() + limits.replayMilliseconds;
      const replayed: Replayed[] = [];
      // The latest first, since they matter most when time runs out.
      for (const entry of [...entries].reverse()) {
        const left = end - clock.now();
        if (left <= 0) break;
        replayed.unshift({ entry, trial: await run(of, source, timeZone, entry, left) });
      }
      return { kind: 'replayed', replayed, unfinished: entries.length - replayed.length, diagnostics };
    },
  };
}

/** Pages of the inbox that are looked through for messages of the right kind. */
const mostPages = 20;

/** The owner's last messages that people wrote: received ones for `recv`, sent ones for `send`; in order. */
async function lastMessages(
  inbox: Pick<Inbox, 'read'>,
  { ownerId, target }: TrialOf,
  last: number,
): Promise<InboxEntry[]> {
  const found: InboxEntry[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (let page = 0; page < mostPages && found.length < last; page++) {
    const entries = await inbox.read(ownerId, { before, limit: limits.pageMaximum });
    if (entries.length === 0) break;
    const wanted = entries.filter(
      ({ senderId, recipientIds, fromAutoReply }) =>
        !fromAutoReply && (target === 'send' ? senderId === ownerId : recipientIds.includes(ownerId)),
    );
    found.unshift(...wanted);
    before = entries[0]!.position;
  }
  return found.slice(-last);
}
