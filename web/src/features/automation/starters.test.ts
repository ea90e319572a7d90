import { describe, expect, it } from '@jest/globals';
import { check, compile, defaultLimits } from '@parley/jolie';
import { starters } from './starters';

/** Runs a starter as the product would and reads its last line. */
function answerOf(target: 'send' | 'recv', messageBody: string): unknown {
  const { program } = compile({ file: `${target}.ol`, text: starters[target] });
  const message = JSON.stringify({ messageBody, ownID: 2, senderID: 1, recipientIDs: [2, 3] });
  const outcome = program!.run([message], { start: 0, seed: 'seed' }, defaultLimits);
  expect(outcome.kind).toBe('finished');
  return JSON.parse(outcome.output.trim().split('\n').at(-1)!);
}

describe.each(['send', 'recv'] as const)('the %s starter', (target) => {
  it('has nothing to complain about', () => {
    expect(check({ file: 'starter.ol', text: starters[target] })).toEqual([]);
  });
});

describe('the starter for what one sends', () => {
  it('turns names into emoji and leaves the rest', () => {
    expect(answerOf('send', 'hi :wave: :wave: and :unknown:')).toEqual({
      messageBody: 'hi 👋 👋 and :unknown:',
    });
  });
});

describe('the starter for what one receives', () => {
  it('answers a ping and forwards it', () => {
    expect(answerOf('recv', ' !PING ')).toEqual({ action: 'forward', reply: [{ to: 1, message: 'pong' }] });
  });

  it('drops what mentions spam', () => {
    expect(answerOf('recv', 'Cheap Spam here')).toEqual({ action: 'drop' });
  });

  it('forwards everything else', () => {
    expect(answerOf('recv', 'Lunch at noon?')).toEqual({ action: 'forward' });
  });
});
