import { answer, encodeWithheld, limits, withheldOf, type Message } from '@parley/envelope';
import { runScript, scriptStage, type ActiveScript } from '@parley/automation';
import { sideBySide, type Stage, type StageMessage } from '@parley/pipeline';
import type {
  Blocks,
  Clock,
  Runner,
  RunRecord,
  RunRecords,
  ScriptVersion,
  Settings,
  Target,
} from '@parley/ports';

export interface JolieExecDeps {
  readonly activeScript: ActiveScript;
  readonly store: Pick<RunRecords, 'decide' | 'decided' | 'spent' | 'suspendedUntil' | 'suspend'> &
    Pick<Blocks, 'blockersOf'> &
    Pick<Settings, 'userSettings'>;
  readonly runner: Runner;
  readonly clock: Clock;
}

/** Scripts of one message that run at once. */
const atOnce = 4;

/**
 * Runs the sender's `send` script, which may change the text, and then the recipients' `recv` scripts, side by side on
 * the changed text, which may withhold the message from their owners and answer it. What a script answers is decided
 * once and recorded before anything is published: a redelivery finds the record and does not run it again. Who blocked
 * the sender does not get the message, and neither does their script.
 */
export function jolieExec(deps: JolieExecDeps): Stage {
  return {
    name: scriptStage,
    async handle(message) {
      const deadline = deps.clock.now() + limits.scriptsOfMessageMilliseconds;
      const own = await decide(deps, message, message.envelope.senderId, 'send', deadline);
      const sent = withText(message, own);
      if (own?.answer.action === 'drop') {
        return { message: withheldFromAll(sent), generated: answersOf(sent, [own]) };
      }
      const { senderId, recipientIds } = message.envelope;
      const blockers = await deps.store.blockersOf(senderId, recipientIds);
      const owners = recipientIds.filter((id) => !blockers.has(id));
      const runs = await sideBySide(atOnce, owners, (owner) => decide(deps, sent, owner, 'recv', deadline));
      const decided = runs.filter((run) => run !== null);
      return {
        message: withoutDropped(sent, decided),
        generated: answersOf(sent, own === null ? decided : [own, ...decided]),
      };
    },
  };
}

/** The message with what its sender's script made of its text. */
function withText(message: StageMessage, run: RunRecord | null): Message {
  const messageBody = run?.answer.messageBody;
  return messageBody === undefined ? message : { ...message, envelope: { ...message.envelope, messageBody } };
}

/** The sender's script kept it back: only the sender's own copy is stored. */
function withheldFromAll({ envelope, attributes }: Message): Message {
  const withheld = encodeWithheld(envelope, new Set(envelope.recipientIds));
  return { envelope, attributes: { ...attributes, ...(withheld === undefined ? {} : { withheld }) } };
}

/** The owner's decision on this message, or null when there is no script that has one. */
async function decide(
  { activeScript, store, runner, clock }: JolieExecDeps,
  { envelope, attributes }: Message,
  ownerId: number,
  target: Target,
  deadline: number,
): Promise<RunRecord | null> {
  const { senderId, messageUid, messageBody, recipientIds } = envelope;
  const standing = await store.decided(senderId, messageUid, ownerId, target);
  if (standing !== null) return standing;
  const now = clock.now();
  const of = () => ({ ownerId, target, senderId, messageUid, at: new Date(now).toISOString() });
  let script: ScriptVersion | null;
  let zone = 'UTC';
  try {
    script = await activeScript(ownerId, target);
    if (script !== null) zone = (await store.userSettings(ownerId)).timeZone;
  } catch {
    return store.decide(
      notRun(of(), 'unavailable', 'The script could not be loaded; the message went on without it.'),
    );
  }
  if (script === null) return null;
  const until = await store.suspendedUntil(ownerId, target);
  if (until > now) return store.decide(notRun(of(), 'suspended', suspendedText(until)));
  const withinMilliseconds = Math.max(1, deadline - clock.now());
  const { sentAt, traceparent } = attributes;
  const run = {
    target,
    script,
    input: { messageBody, ownerId, senderId, recipientIds },
    messageUid,
    sentAt,
    zone,
    withinMilliseconds,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const decided = await store.decide(await runScript(run, { runner, clock }));
  await suspendWhenSpent(store, clock, ownerId, target);
  return decided;
}

/** A script that took too much of the last minute rests for the next one; its run records then tell its owner. */
async function suspendWhenSpent(
  store: JolieExecDeps['store'],
  clock: Clock,
  ownerId: number,
  target: Target,
): Promise<void> {
  const { windowMilliseconds, spentMilliseconds, restMilliseconds } = limits.suspension;
  const now = clock.now();
  const since = new Date(now - windowMilliseconds).toISOString();
  if ((await store.spent(ownerId, target, since)) <= spentMilliseconds) return;
  await store.suspend(ownerId, target, now + restMilliseconds);
}

const suspendedText = (until: number): string =>
  `The script took more than ${limits.suspension.spentMilliseconds / 1000} s in a minute and rests until ` +
  `${new Date(until).toISOString()}; the message went on without it.`;

const notRun = (
  run: Pick<RunRecord, 'ownerId' | 'target' | 'senderId' | 'messageUid' | 'at'>,
  outcome: RunRecord['outcome'],
  reason: string,
): RunRecord => ({
  ...run,
  scriptVersion: '',
  outcome,
  reason,
  log: '',
  gas: 0,
  milliseconds: 0,
  answer: { action: 'forward', messages: [], leftOut: 0 },
});

/** The message, withheld from those whose script dropped it. */
function withoutDropped(message: Message, runs: readonly RunRecord[]): Message {
  if (!runs.some(({ answer: { action } }) => action === 'drop')) return message;
  const { envelope, attributes } = message;
  const withheld = new Set(withheldOf(attributes, envelope));
  for (const {
    ownerId,
    answer: { action },
  } of runs)
    if (action === 'drop') withheld.add(ownerId);
  const bitmap = encodeWithheld(envelope, withheld);
  return bitmap === undefined
    ? { envelope, attributes }
    : { envelope, attributes: { ...attributes, withheld: bitmap } };
}

/**
 * What the scripts wrote, in the order of their owners' ids, as many as one message may cause. An owner who sends to
 * themselves has two scripts on one message: their messages are numbered on.
 */
function answersOf(cause: Message, runs: readonly RunRecord[]): Message[] {
  const inOrder = [...runs].sort((a, b) => a.ownerId - b.ownerId || (a.target === 'send' ? -1 : 1));
  const made = new Map<number, number>();
  return inOrder
    .flatMap(({ ownerId, answer: { messages } }) =>
      messages.map((message) => {
        const index = made.get(ownerId) ?? 0;
        made.set(ownerId, index + 1);
        return answer(cause, { stage: scriptStage, ownerId, index, ...message });
      }),
    )
    .slice(0, limits.messagesByScripts);
}
