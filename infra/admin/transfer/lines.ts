import {
  booleanRule,
  findBroken,
  messageBodyRule,
  optional,
  parseJson,
  recipientIdsRule,
  stringRule,
  userIdRule,
  type Rule,
} from '@parley/envelope';
import type { AccountCopy, AutoReply, InboxMessage, Target } from '@parley/ports';
import { AdminError, adminCodes } from '../errors';

/** One line of an export: JSON. What belongs to a user stands together, in this order. */
export type Line =
  | { readonly kind: 'parley'; readonly format: 1; /** RFC 3339 */ readonly at: string }
  | ({ readonly kind: 'account' } & AccountCopy)
  | {
      readonly kind: 'settings';
      readonly userId: number;
      readonly timeZone: string;
      readonly autoReply: AutoReply | null;
      readonly blocked: readonly number[];
    }
  | { readonly kind: 'script'; readonly userId: number; readonly target: Target; readonly source: string }
  | {
      /** The version that is switched on, counted from 1 in the order of the lines before; 0 for none. */
      readonly kind: 'active';
      readonly userId: number;
      readonly target: Target;
      readonly number: number;
    }
  | { readonly kind: 'message'; readonly userId: number; readonly message: InboxMessage }
  | {
      readonly kind: 'read';
      readonly userId: number;
      readonly conversation: string;
      readonly messageUid: string;
    }
  | { readonly kind: 'end'; readonly users: number };

const countRule: Rule = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'must be a count';
const listRule =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every((each) => rule(each) === null) ? null : 'must be a list';
const targetRule: Rule = (value) =>
  value === 'send' || value === 'recv' ? null : 'must be "send" or "recv"';
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? null : rule(value);
const objectRule =
  (fields: Readonly<Record<string, Rule>>): Rule =>
  (value) => {
    const broken = findBroken(value, new Map(Object.entries(fields)));
    return broken === null ? null : `${broken.field} ${broken.reason}`;
  };

const messageRule = objectRule({
  messageUid: stringRule,
  conversation: stringRule,
  messageBody: messageBodyRule,
  senderId: userIdRule,
  recipientIds: recipientIdsRule,
  fromAutoReply: booleanRule,
  causedBy: optional(stringRule),
  sentAt: stringRule,
});
const autoReplyRule = objectRule({
  enabled: booleanRule,
  messageBody: stringRule,
  minIntervalSeconds: countRule,
});

const fieldsOf: Readonly<Record<Line['kind'], Readonly<Record<string, Rule>>>> = {
  parley: { format: (value) => (value === 1 ? null : 'must be 1'), at: stringRule },
  account: {
    id: userIdRule,
    username: stringRule,
    passwordHash: orNull(stringRule),
    operator: booleanRule,
    identities: listRule(stringRule),
  },
  settings: {
    userId: userIdRule,
    timeZone: stringRule,
    autoReply: orNull(autoReplyRule),
    blocked: listRule(userIdRule),
  },
  script: { userId: userIdRule, target: targetRule, source: stringRule },
  active: { userId: userIdRule, target: targetRule, number: countRule },
  message: { userId: userIdRule, message: messageRule },
  read: { userId: userIdRule, conversation: stringRule, messageUid: stringRule },
  end: { users: countRule },
};

const damaged = (number: number, what: string) =>
  new AdminError(adminCodes.exportDamaged, `Line ${number} of the export ${what}.`);

/** Reads one line. Throws an {@link AdminError} `export-damaged`, with the line and the field, never their content. */
export function readLine(text: string, number: number): Line {
  const parsed = parseJson(text);
  if (!parsed.ok) throw damaged(number, 'is not JSON');
  const { kind, ...fields } = (parsed.json ?? {}) as { kind?: unknown };
  const rules = fieldsOf[kind as Line['kind']] as Readonly<Record<string, Rule>> | undefined;
  if (typeof kind !== 'string' || rules === undefined)
    throw damaged(number, 'is of no kind that is known here');
  const broken = findBroken(fields, new Map(Object.entries(rules)));
  if (broken !== null) throw damaged(number, `(${kind}): ${broken.field} ${broken.reason}`);
  return parsed.json as Line;
}
