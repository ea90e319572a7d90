import { findBroken, isUuid, parseJson, type Rule } from '@parley/envelope';
import type { OutgoingMessage } from '@parley/ports';

const uuid: Rule = (value) => (isUuid(value) ? null : 'must be a UUID');
const kind: Rule = (value) => (value === 'SessionEnded' ? null : 'must be SessionEnded');
const rules: ReadonlyMap<string, Rule> = new Map([
  ['$type', kind],
  ['sid', uuid],
]);

/** What a relay is told when a sign-in was ended: it closes that sign-in's sockets. */
export const sessionEnded = (sid: string): OutgoingMessage => ({
  data: JSON.stringify({ $type: 'SessionEnded', sid }),
  attributes: {},
});

/** The `sid` of a message made by {@link sessionEnded}, or null when it is another message. Never throws. */
export function endedSession(data: string): string | null {
  const parsed = parseJson(data);
  if (!parsed.ok || findBroken(parsed.json, rules) !== null) return null;
  return (parsed.json as { sid: string }).sid;
}
