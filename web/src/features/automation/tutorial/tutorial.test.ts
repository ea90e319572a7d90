import { describe, expect, it } from '@jest/globals';
import { resultOf, scriptModules, trialOf } from '@parley/automation/contract';
import { compile, format } from '@parley/jolie';
import { missingIn } from './judge';
import { lessons, type Lesson } from './lessons';

/** What is missing in a source, by the lesson's own messages. */
function missing({ probes }: Lesson, text: string): readonly string[] {
  const { program, diagnostics } = compile(
    { file: 'script.ol', text, modules: scriptModules },
    { usual: 'Main' },
  );
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return probes.flatMap((probe) => {
    const request = { messageBody: probe.message, ownID: 2, senderID: 1, recipientIDs: [2] };
    const outcome = program.run([], { start: 0, seed: '' }, undefined, {
      call: { operation: 'onMessage', request },
    });
    const input = { messageBody: probe.message, ownerId: 2, senderId: 1, recipientIds: [2] };
    const answer = { id: 0, outcome, called: true };
    const trial = trialOf('recv', input, resultOf({ kind: 'answer', answer }, 0));
    return missingIn(probe, trial) ?? [];
  });
}

/** The solution of each lesson: what is to be written in place of what. */
const solutions: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  hello: [['message = ""', 'message = "hello"']],
  echo: [['"You said: "', '"You said: " + message.messageBody']],
  'only-when': [
    [
      'answer.reply << { to = message.senderID, message = "pong" }',
      'if( message.messageBody == "!ping" ) {\n\t\t\t\tanswer.reply << { to = message.senderID, message = "pong" }\n\t\t\t}',
    ],
  ],
  library: [
    [
      'if( message.messageBody == "!ping" )',
      'toLowerCase@StringUtils( message.messageBody )( text )\n\t\t\tif( text == "!ping" )',
    ],
  ],
  'keep-away': [['( found )', '( found )\n\t\t\tif( found ) {\n\t\t\t\tanswer.action = "drop"\n\t\t\t}']],
  'two-operations': [
    ['isGreeting( string )( bool )', 'isGreeting( string )( bool ),\n\t\tgreet( string )( string )'],
    ['} ]\n', '} ]\n\n\t\t[ greet( text )( said ) {\n\t\t\tsaid = "Hello to you!"\n\t\t} ]\n'],
    [
      'nullProcess',
      'greet@Desk( message.messageBody )( said )\n\t\t\t\tanswer.reply << { to = message.senderID, message = said }',
    ],
  ],
};

const solved = ({ id, start }: Lesson) =>
  solutions[id]!.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, start);

describe.each(lessons.map((lesson) => [lesson.title, lesson] as const))('the lesson “%s”', (_, lesson) => {
  it('begins with a source that compiles and does not pass', () => {
    expect(missing(lesson, lesson.start).length).toBeGreaterThan(0);
    expect(format(lesson.start)).toBe(lesson.start);
  });

  it('is passed by its solution', () => {
    expect(missing(lesson, solved(lesson))).toEqual([]);
  });
});

describe('the check of a lesson', () => {
  const probe = { message: 'x', answers: ['y'], help: 'Say y.' };
  const answered = (action: 'forward' | 'drop', ...texts: string[]) => ({
    outcome: 'answered' as const,
    reason: '',
    answer: {
      action,
      messages: texts.map((messageBody) => ({ recipientIds: [1], messageBody })),
      leftOut: 0,
    },
  });

  it.each([
    ['what it should', answered('forward', 'y'), null],
    ['something else', answered('forward', 'z'), 'Say y.'],
    ['more than it should', answered('forward', 'y', 'y'), 'Say y.'],
    ['and keeps the message away', answered('drop', 'y'), 'Say y.'],
  ])('given a script that answers %s', (_, trial, said) => {
    expect(missingIn(probe, trial)).toBe(said);
  });

  it('says why a script failed, and that one did not end', () => {
    const failed = { ...answered('forward'), outcome: 'fault' as const, reason: 'It broke.' };
    expect(missingIn(probe, failed)).toBe('It broke.');
    expect(missingIn(probe, null)).toMatch(/too long/);
  });
});
