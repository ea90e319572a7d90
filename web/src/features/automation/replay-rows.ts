import type { Replay, Trial } from '../../api';

/** A message with what the active script and the draft would have done with it; the newest first. */
export interface Row {
  readonly messageUid: string;
  readonly senderId: number;
  readonly text: string;
  /** Null: no script is switched on, so the message goes as it is. */
  readonly active: Trial | null;
  readonly draft: Trial | null;
  readonly isChanged: boolean;
}

/** What becomes of a message, as one text: of two scripts that differ in nothing else the texts are equal. */
function effect(trial: Trial | null): string {
  const answer = trial?.outcome === 'answered' ? trial.answer : undefined;
  const { action = 'forward', messageBody = null, messages = [] } = answer ?? {};
  return JSON.stringify([
    action,
    messageBody,
    messages.map((each) => [[...each.recipientIds].sort((a, b) => a - b), each.messageBody]),
  ]);
}

/** The rows of a comparison. An answer that writes the text anew as it was changes nothing. */
export function changesOf(draft: Replay | null, active: Replay | null): readonly Row[] {
  const before = new Map(active?.replayed.map((each) => [each.message.messageUid, each]));
  const rows = (draft?.replayed ?? []).map((after): Row => {
    const { messageUid, senderId, messageBody: text } = after.message;
    const past = before.get(messageUid) ?? null;
    const same = (trial: Trial | null) =>
      trial?.answer?.messageBody === text
        ? { ...trial, answer: { ...trial.answer, messageBody: undefined as never } }
        : trial;
    const isChanged =
      effect(same(past)) !== effect(same(after)) ||
      (after.outcome !== 'answered') !== (past !== null && past.outcome !== 'answered');
    return { messageUid, senderId, text, active: past, draft: after, isChanged };
  });
  return rows.reverse();
}
