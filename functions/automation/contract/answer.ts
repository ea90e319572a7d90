import { isUserId, limits, messageBodyRule } from '@parley/envelope';
import type { RunRecord, Target } from '@parley/ports';
import type { ScriptInput } from './arguments';

export type Answer = RunRecord['answer'];

/** A script's answer and its log, or why what it printed is no answer. */
export type ReadAnswer =
  | { readonly ok: true; readonly answer: Answer; readonly log: string }
  | { readonly ok: false; readonly reason: string; readonly log: string };

/** What the pipeline does when a script fails: the message goes on exactly as it was. */
export const unchanged: Answer = { action: 'forward', messages: [], leftOut: 0 };

/**
 * Reads what a program printed: the last line that is a JSON object is its answer, what stands before it is its log.
 * Never throws; an answer that breaks the contract is a failure of the run.
 */
export function readAnswer(target: Target, output: string, input: ScriptInput): ReadAnswer {
  const found = lastObject(output);
  if (found === null) {
    return {
      ok: false,
      reason: 'The script printed no answer: the last line must be a JSON object.',
      log: output,
    };
  }
  const { object, log } = found;
  const read = target === 'send' ? outbound(object) : inbound(object, input);
  return typeof read === 'string'
    ? { ok: false, reason: read, log: output }
    : { ok: true, answer: read, log };
}

/**
 * Reads what a service answered: the tree of its response. The whole of what it printed is its log. Never throws; an
 * answer that breaks the contract is a failure of the run.
 */
export function readResponse(target: Target, response: unknown, log: string, input: ScriptInput): ReadAnswer {
  const object: Json = isObject(response) ? response : {};
  const read = target === 'send' ? outboundResponse(object, input) : inbound(object, input);
  return typeof read === 'string' ? { ok: false, reason: read, log } : { ok: true, answer: read, log };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (object: Json, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

function lastObject(output: string): { object: Json; log: string } | null {
  let end = output.length;
  while (end > 0) {
    const start = output.lastIndexOf('\n', end - 1) + 1;
    const line = output.slice(start, end).trim();
    if (line.startsWith('{')) {
      try {
        const object: unknown = JSON.parse(line);
        if (isObject(object)) return { object, log: output.slice(0, start) };
      } catch {
        // Not this line.
      }
    }
    end = start - 1;
  }
  return null;
}

function outbound(object: Json): Answer | string {
  const body = own(object, 'messageBody');
  if (typeof body !== 'string') return 'The answer must have a messageBody that is a string.';
  const wrong = messageBodyRule(body);
  return wrong === null ? { ...unchanged, messageBody: body } : `The answer’s messageBody ${wrong}.`;
}

/** A service may also drop what its owner sends, leave its text as it is, and write more messages. */
function outboundResponse(object: Json, input: ScriptInput): Answer | string {
  const action = own(object, 'action') ?? 'forward';
  const lower = typeof action === 'string' ? action.toLowerCase() : '';
  if (lower !== 'forward' && lower !== 'drop') return 'The answer’s action must be "forward" or "drop".';
  const changed = own(object, 'messageBody') === undefined ? unchanged : outbound(object);
  if (typeof changed === 'string') return changed;
  const more = messagesOf(own(object, 'also'), input);
  return typeof more === 'string' ? more : { ...changed, action: lower, ...more };
}

function inbound(object: Json, input: ScriptInput): Answer | string {
  const action = own(object, 'action');
  const lower = typeof action === 'string' ? action.toLowerCase() : '';
  if (lower !== 'forward' && lower !== 'drop') return 'The answer’s action must be "forward" or "drop".';
  const read = messagesOf(own(object, 'reply'), input);
  return typeof read === 'string' ? read : { action: lower, ...read };
}

/** A lone message stands without a list around it, and none may be left out. */
const messagesOf = (value: unknown, input: ScriptInput) =>
  readReplies(Array.isArray(value) ? value : value === undefined || value === null ? [] : [value], input);

/** Replies of one text become one message to several people; those to strangers, or to the owner, are left out. */
function readReplies(
  replies: readonly unknown[],
  input: ScriptInput,
): Pick<Answer, 'messages' | 'leftOut'> | string {
  const people = new Set([input.senderId, ...input.recipientIds]);
  people.delete(input.ownerId);
  const byText = new Map<string, Set<number>>();
  let leftOut = 0;
  for (const reply of replies) {
    // Jolie writes an undefined variable as null or as an empty object: it stands for no reply.
    if (reply === null || (isObject(reply) && Object.keys(reply).length === 0)) continue;
    const to = isObject(reply) ? own(reply, 'to') : undefined;
    const message = isObject(reply) ? own(reply, 'message') : undefined;
    const isText = typeof message === 'string' || typeof message === 'number' || typeof message === 'boolean';
    if (!isUserId(to) || !isText)
      return 'Each reply of the answer must be { "to": a user id, "message": a string }.';
    const text = String(message);
    const wrong = messageBodyRule(text);
    if (wrong !== null) return `A reply’s message ${wrong}.`;
    if (!people.has(to)) {
      leftOut++;
      continue;
    }
    const recipients = byText.get(text) ?? new Set();
    byText.set(text, recipients.add(to));
  }
  if (byText.size > limits.run.messages) {
    return `The script made ${byText.size} messages; a run may make ${limits.run.messages}.`;
  }
  const messages = [...byText].map(([messageBody, to]) => ({ recipientIds: [...to], messageBody }));
  return { messages, leftOut };
}
