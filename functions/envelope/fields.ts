import { limits } from './limits';
import { byteLength, fitsIn } from './text';

/** A decoded value, or the first field that is wrong and why, in words for whoever sent it. */
export type Decoded<K extends string, T> =
  | ({ readonly ok: true } & { readonly [P in K]: T })
  | { readonly ok: false; readonly field: string; readonly reason: string };

/** What is wrong with a value, or null. The rules below are this one shape, so that they compose. */
export type Rule = (value: unknown) => string | null;

/** So many digits one by one: V8 counts a `{8}` as it goes, which takes it twice the time over a whole UUID. */
const hex = (digits: number) => '[0-9a-f]'.repeat(digits);

/** A UUID of these versions (RFC 9562), in lower case. `npm run bench -- pipeline` measures it. */
const uuidOf = (versions: string) =>
  new RegExp(`^${hex(8)}-${hex(4)}-[${versions}]${hex(3)}-[89ab]${hex(3)}-${hex(12)}$`);

const uuid = uuidOf('1-8');
const clientUid = uuidOf('47');

/** Whether the text is a UUID of any version (RFC 9562), in its canonical lower-case form. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

/** Whether the text can be the messageUid of a message that a client sends: version 4 or 7, lower case. */
export const isClientUid = (text: unknown): text is string =>
  typeof text === 'string' && clientUid.test(text);

/** Whether the value can be a user's id: an integer from 1 to 2³¹-1. */
export const isUserId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 0x7fffffff;

export const uuidRule: Rule = (value) => (isUuid(value) ? null : 'must be a UUID in lower case');

export const userIdRule: Rule = (value) =>
  isUserId(value) ? null : 'must be an integer from 1 to 2147483647';

export const booleanRule: Rule = (value) => (typeof value === 'boolean' ? null : 'must be true or false');

export const stringRule: Rule = (value) => (typeof value === 'string' ? null : 'must be a string');

/** A message's text: any well-formed string of at most 64 KiB, the empty one included. */
export const messageBodyRule: Rule = (value) => {
  if (typeof value !== 'string') return 'must be a string';
  if (fitsIn(value, limits.messageBodyBytes)) return null;
  const bytes = byteLength(value);
  if (bytes === null) return 'must be well-formed Unicode (it holds a lone surrogate)';
  return `must be at most ${limits.messageBodyBytes} bytes, not ${bytes}`;
};

/** Lists of so many are compared item by item: that is quicker than a set. */
const few = 8;

function areDistinct(values: readonly unknown[]): boolean {
  if (values.length > few) return new Set(values).size === values.length;
  for (let i = 1; i < values.length; i++) {
    for (let j = 0; j < i; j++) if (values[i] === values[j]) return false;
  }
  return true;
}

/** A message's recipients: user ids, distinct, at least one and at most 256. */
export const recipientIdsRule: Rule = (value) => {
  if (!Array.isArray(value) || value.length === 0) return 'must be a list of at least one user id';
  if (value.length > limits.recipients)
    return `must name at most ${limits.recipients} users, not ${value.length}`;
  // Not `every`, which calls for each: it is asked of every message.
  for (let i = 0; i < value.length; i++) {
    if (!isUserId(value[i])) return 'must hold integers from 1 to 2147483647 only';
  }
  return areDistinct(value) ? null : 'must not name anyone twice';
};

const longestStageName = 63;

/** A lower-case letter, and then such letters, digits and hyphens. Quicker than a regular expression over so few characters. */
function isStageName(value: unknown): boolean {
  if (value === 'jolie-exec' || value === 'auto-reply') return true;
  if (typeof value !== 'string' || value.length === 0 || value.length > longestStageName) return false;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit >= 0x61 && unit <= 0x7a) continue;
    if (i === 0 || !(unit === 0x2d || (unit >= 0x30 && unit <= 0x39))) return false;
  }
  return true;
}

/** A routing slip: stage names, the last of them the router, which stands nowhere else. */
export const slipRule: Rule = (value) => {
  if (!Array.isArray(value) || value.length === 0) return 'must be a list of at least one stage';
  if (value.length > limits.pipelineStages) return `must name at most ${limits.pipelineStages} stages`;
  let router = value.length;
  for (let i = value.length - 1; i >= 0; i--) {
    if (value[i] === 'router') router = i;
    else if (!isStageName(value[i])) return 'must hold stage names only';
  }
  return router === value.length - 1 ? null : 'must end with router, and name it once';
};

/** An RFC 3339 time in UTC, as `Date.prototype.toISOString` writes it. */
export const timeRule: Rule = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? null
    : 'must be an RFC 3339 time in UTC';

/** The same rule, for a field that may be missing. */
export const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined ? null : rule(value);

/** A list of user ids with a limit of its own; an empty list is allowed. */
export const userIdsRule =
  (most: number): Rule =>
  (value) => {
    if (!Array.isArray(value) || !value.every(isUserId)) return 'must be a list of user ids';
    return value.length <= most ? null : `must name at most ${most} users`;
  };

/**
 * The first rule that a record breaks, or null. Fields without a rule are refused, so that a misspelt or
 * foreign field never passes unseen; `__proto__` and its like are ordinary names here, and therefore unknown ones.
 */
export function findBroken(
  value: unknown,
  rules: ReadonlyMap<string, Rule>,
): { readonly ok: false; readonly field: string; readonly reason: string } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, field: '', reason: 'must be a JSON object' };
  }
  for (const field of Object.keys(value)) {
    if (!rules.has(field)) return { ok: false, field, reason: 'is not a field of this object' };
  }
  for (const [field, rule] of rules) {
    const held = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined;
    const reason = rule(held);
    if (reason !== null) return { ok: false, field, reason: held === undefined ? 'is missing' : reason };
  }
  return null;
}

/** What is said of a text that is no JSON. */
export const notJson = { ok: false, field: '', reason: 'must be JSON' } as const;

/** Parses JSON text; a text that is none is a value, too. */
export function parseJson(text: string): Decoded<'json', unknown> {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch {
    return notJson;
  }
}
