import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readAnswer, readResponse } from '@parley/automation';
import { isUserId, limits, messageBodyRule } from '@parley/envelope';
import { examine } from '@parley/jolie/fuzz';
import type { Target } from '../target';

const owner = 2;
const people = [1, 3];
const input = { messageBody: 'x', ownerId: owner, senderId: 1, recipientIds: [owner, 3] };

/** What the pipeline does with an answer must be what it may do, whatever a script said. */
function wrongWith(read: ReturnType<typeof readAnswer>): string | null {
  if (!read.ok) return read.reason === '' ? 'it was refused without a reason' : null;
  const { action, messageBody, messages, leftOut } = read.answer;
  if (action !== 'forward' && action !== 'drop') return `the action is ${String(action)}`;
  if (messageBody !== undefined && messageBodyRule(messageBody) !== null) return 'the text is no text';
  if (messages.length > limits.run.messages) return `${messages.length} messages are made`;
  if (!Number.isInteger(leftOut) || leftOut < 0) return `${leftOut} entries are left out`;
  const odd = messages.find(
    ({ recipientIds, messageBody: text }) =>
      messageBodyRule(text) !== null ||
      recipientIds.length === 0 ||
      !recipientIds.every((id) => isUserId(id) && people.includes(id)) ||
      new Set(recipientIds).size !== recipientIds.length,
  );
  return odd === undefined ? null : `a message goes to ${odd.recipientIds.join(', ')}`;
}

const answers = [
  { action: 'forward' },
  { action: 'DROP', reply: null },
  { action: 'forward', reply: [{ to: 1, message: 'a' }, { to: 3, message: 'a' }, null, {}] },
  { messageBody: 'changed' },
  { messageBody: 'changed', action: 'forward', also: [{ to: 3, message: 'b' }] },
  { action: 'forward', reply: { to: 1, message: 7 } },
];
const answerWords = [
  'action',
  'forward',
  'drop',
  'reply',
  'also',
  'to',
  'message',
  'messageBody',
  '__proto__',
  '\n',
];

/** Small programs of the engine's own cases, as they lie in the folder from which the command is run. */
function programs(): readonly string[] {
  const folder = path.resolve('functions/jolie/conformance');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ol'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .filter((text) => text.length < 700);
}

/** Processor time that one source may take, ms: far beyond what its gas lets it. */
const longest = 5_000;
const spent = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;

/** What scripts are, and what they answer. */
export const scriptTargets = (): readonly Target[] => [
  {
    name: 'script-answer',
    seeds: answers.map((each) => `a line of the log\n${JSON.stringify(each)}\n`),
    words: answerWords,
    attempt: (printed) =>
      wrongWith(readAnswer('recv', printed, input)) ?? wrongWith(readAnswer('send', printed, input)),
  },
  {
    name: 'script-response',
    seeds: answers.map((each) => JSON.stringify(each)),
    words: answerWords,
    attempt(text) {
      let response: unknown;
      try {
        response = JSON.parse(text);
      } catch {
        response = text;
      }
      return (
        wrongWith(readResponse('recv', response, '', input)) ??
        wrongWith(readResponse('send', response, '', input))
      );
    },
  },
  {
    name: 'script-source',
    seeds: programs(),
    words: [
      ...[
        'main',
        'service',
        'embed',
        'interface',
        'inputPort',
        'outputPort',
        'define',
        'type',
        'init',
        'courier',
      ],
      ...[
        'install',
        'scope',
        'throw',
        'spawn',
        'synchronized',
        'linkIn',
        'linkOut',
        'provide',
        'until',
        'with',
      ],
      ...[
        'foreach',
        'for',
        'while',
        'if',
        'else',
        'undef',
        'new',
        'instanceof',
        'is_defined',
        'global.',
        'csets',
      ],
      ...[
        '<<',
        '->',
        '@',
        '++',
        '+=',
        '|',
        ';',
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '#',
        '^',
        '=>',
        'include',
        'import',
      ],
      ...['regex(', 'length(', 'ranges(', 'enum(', '*', '?', '...', '//', '/*', '*/', '"', '__proto__'],
    ],
    attempt(source) {
      const began = spent();
      const { wrong } = examine(source, 'fuzz', () => 0);
      const took = spent() - began;
      return wrong ?? (took > longest ? `it took ${Math.round(took)} ms` : null);
    },
  },
];
