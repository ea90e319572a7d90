import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  decodeAttributes,
  decodeClientFrame,
  decodeEnvelope,
  decodeServerFrame,
  encodeAttributes,
  encodeEnvelope,
  encodeFrame,
} from '@parley/envelope';

/** JSON that is close to a text of the product's: its names, its values, and what they are not. */
const name = fc.constantFrom(
  ...[
    '$type',
    'messageUid',
    'sessionId',
    'messageBody',
    'message',
    'senderId',
    'recipientIds',
    'fromAutoReply',
  ],
  ...[
    'eventDestinations',
    'destinationUsers',
    'after',
    'target',
    'fileData',
    'users',
    'conversation',
    '__proto__',
  ],
);
const leaf = fc.oneof(
  fc.constantFrom(
    'SendMessage',
    'Resume',
    'UploadHandlerSnippet',
    'Typing',
    'Read',
    'Watch',
    'router',
    'recv',
  ),
  fc.uuid(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 4 }),
  fc.dictionary(fc.string(), leaf, { maxKeys: 2 }),
);
const near = fc
  .array(fc.tuple(name, value), { maxLength: 9 })
  .map(
    (fields) =>
      `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',')}}`,
  );
const text = fc.oneof(near, fc.json(), fc.string({ unit: 'binary' }));

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a target is given, and what holds of it: nothing is thrown, and what is read can be written and read again. */
const targets: Readonly<Record<string, fc.IProperty<[string]>>> = {
  envelope: fc.property(text, (input) => {
    const read = decodeEnvelope(input);
    if (!read.ok) return true;
    const again = decodeEnvelope(encodeEnvelope(read.envelope));
    return again.ok && same(again.envelope, read.envelope);
  }),
  'client-frame': fc.property(text, (input) => {
    const read = decodeClientFrame(input);
    if (!read.ok) return true;
    const again = decodeClientFrame(encodeFrame(read.frame));
    return again.ok && same(again.frame, read.frame);
  }),
  'server-frame': fc.property(text, (input) => typeof decodeServerFrame(input).ok === 'boolean'),
  attributes: fc.property(text, (input) => {
    const record = { sentAt: input, key: input, conversation: input, withheld: input, causedBy: input };
    const read = decodeAttributes(record);
    return !read.ok || same(decodeAttributes(encodeAttributes(read.attributes)), read);
  }),
};

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, target: { type: 'string' } },
});
const wanted = Object.keys(targets).filter((each) => values.target === undefined || each === values.target);
if (wanted.length === 0 || !/^\d+(\.\d+)?$/.test(values.minutes)) {
  console.error(`npm run fuzz -- [--minutes N] [--target ${Object.keys(targets).join('|')}]`);
  process.exit(2);
}
const each = (Number(values.minutes) * 60_000) / wanted.length;
for (const target of wanted) {
  const outcome = fc.check(targets[target]!, { numRuns: 1_000_000_000, interruptAfterTimeLimit: each });
  console.log(`${target}: ${outcome.numRuns} texts, ${outcome.failed ? 'FAILED' : 'nothing found'}`);
  if (!outcome.failed) continue;
  console.log(`  seed ${outcome.seed}: ${JSON.stringify(outcome.counterexample)}`);
  process.exitCode = 1;
}
