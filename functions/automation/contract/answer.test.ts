import { describe, expect, it } from '@jest/globals';
import { messageFor, readAnswer, readResponse, type ScriptInput } from './index';

const input: ScriptInput = { messageBody: 'hi', ownerId: 1, senderId: 2, recipientIds: [1, 3] };
const inbound = (output: string) => readAnswer('recv', output, input);
const answer = (object: unknown) => inbound(JSON.stringify(object));

describe('the message that a script gets', () => {
  it('has the sender for an inbound script, and not for an outbound one', () => {
    expect(messageFor('recv', input)).toEqual({
      messageBody: 'hi',
      ownID: 1,
      senderID: 2,
      recipientIDs: [1, 3],
    });
    expect(messageFor('send', input)).toEqual({
      messageBody: 'hi',
      ownID: 1,
      recipientIDs: [1, 3],
    });
  });
});

describe('what a program printed', () => {
  it('is answered by the last line that is a JSON object; what stands before it is the log', () => {
    expect(inbound('hello\n{"action":"drop"}\n{"action":"forward"}\n')).toEqual({
      ok: true,
      answer: { action: 'forward', messages: [], leftOut: 0 },
      log: 'hello\n{"action":"drop"}\n',
    });
    expect(inbound('{"action":"drop"}\ngoodbye')).toMatchObject({ ok: true, answer: { action: 'drop' } });
  });

  it.each([
    ['nothing', ''],
    ['no object', '[1]\n"x"\n'],
    ['half an object', '{"action":'],
  ])('with %s is no answer, and all of it is the log', (_, output) => {
    expect(inbound(output)).toMatchObject({ ok: false, log: output });
  });

  it('reads the action without regard to case', () => {
    expect(answer({ action: 'FORWARD' })).toMatchObject({ ok: true, answer: { action: 'forward' } });
    expect(answer({ action: 'Drop' })).toMatchObject({ ok: true, answer: { action: 'drop' } });
  });

  it.each([[undefined], [null], [[]], [[null, null]], [{}], [[{}]]])('takes %j for no replies', (reply) => {
    expect(answer({ action: 'forward', reply })).toMatchObject({ ok: true, answer: { messages: [] } });
  });

  it('makes one message of replies with the same text', () => {
    const reply = [
      { to: 2, message: 'a' },
      { to: 3, message: 'a' },
      { to: 2, message: 'b' },
    ];
    expect(answer({ action: 'forward', reply })).toMatchObject({
      answer: {
        messages: [
          { recipientIds: [2, 3], messageBody: 'a' },
          { recipientIds: [2], messageBody: 'b' },
        ],
      },
    });
  });

  it('takes a lone reply, which Jolie prints without a list', () => {
    expect(answer({ action: 'drop', reply: { to: 2, message: 'x' } })).toMatchObject({
      answer: { messages: [{ recipientIds: [2], messageBody: 'x' }] },
    });
  });

  it('leaves out replies to people who are not on the message, and to the owner, and counts them', () => {
    const reply = [1, 2, 99].map((to) => ({ to, message: 'x' }));
    expect(answer({ action: 'forward', reply })).toMatchObject({
      answer: { messages: [{ recipientIds: [2], messageBody: 'x' }], leftOut: 2 },
    });
  });

  it.each([
    ['no action', {}],
    ['another action', { action: 'explode' }],
    ['__proto__ for an action', JSON.parse('{"__proto__":{"action":"drop"}}') as object],
    ['a reply to a text', { action: 'forward', reply: [{ to: 'x', message: 'y' }] }],
    ['a reply without a text', { action: 'forward', reply: [{ to: 2 }] }],
    ['a reply that is too long', { action: 'forward', reply: [{ to: 2, message: 'x'.repeat(65_537) }] }],
    [
      '21 different replies',
      { action: 'forward', reply: Array.from({ length: 21 }, (_, i) => ({ to: 2, message: `${i}` })) },
    ],
  ])('with %s breaks the contract, and the reason says how', (_, object) => {
    const read = answer(object);
    expect(read.ok).toBe(false);
    expect((read as { reason: string }).reason).toMatch(/\.$/);
  });

  it('gives an outbound message its new text, which must be a string', () => {
    expect(readAnswer('send', '{"messageBody":"new"}', input)).toMatchObject({
      ok: true,
      answer: { messageBody: 'new' },
    });
    expect(readAnswer('send', '{"messageBody":5}', input)).toMatchObject({ ok: false });
    expect(readAnswer('send', '{"action":"forward"}', input)).toMatchObject({ ok: false });
  });
});

describe('what a service answered', () => {
  const outbound = (response: unknown) => readResponse('send', response, 'the log', input);

  it('is its response, and all that it printed is its log', () => {
    const response = { action: 'Drop', reply: { to: 2, message: 'x' } };
    expect(readResponse('recv', response, 'a\n{"action":"forward"}', input)).toEqual({
      ok: true,
      answer: { action: 'drop', messages: [{ recipientIds: [2], messageBody: 'x' }], leftOut: 0 },
      log: 'a\n{"action":"forward"}',
    });
  });

  it('may leave an outbound message as it is, change it, drop it, and write more', () => {
    expect(outbound({})).toMatchObject({ ok: true, answer: { action: 'forward', messages: [] } });
    expect(outbound(null)).toMatchObject({ ok: true, answer: { action: 'forward' } });
    expect(outbound({ messageBody: 'new' })).toMatchObject({ ok: true, answer: { messageBody: 'new' } });
    const also = [
      { to: 3, message: 'more' },
      { to: 99, message: 'to a stranger' },
    ];
    expect(outbound({ action: 'drop', also })).toMatchObject({
      answer: { action: 'drop', messages: [{ recipientIds: [3], messageBody: 'more' }], leftOut: 1 },
    });
  });

  it.each([
    ['another action', { action: 'explode' }],
    ['a text that is none', { messageBody: 5 }],
    ['a message to nobody', { also: { message: 'x' } }],
  ])('with %s breaks the contract', (_, response) => {
    expect(outbound(response)).toMatchObject({ ok: false, log: 'the log' });
  });
});
