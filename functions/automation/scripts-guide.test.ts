import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@parley/embedded';
import { silentTelemetry, type Target } from '@parley/ports';
import { readAnswer, readResponse, runScript, WorkerRunner, type ScriptInput } from './index';

const clock = systemClock;
const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');
const runner = new WorkerRunner({ workerFile, clock, telemetry: silentTelemetry, size: 1 });
afterAll(() => runner.close());

interface Example {
  readonly line: number;
  readonly target: Target;
  readonly source: string;
  /** What follows it: a message and an answer, or the findings. */
  readonly following: readonly { readonly kind: string; readonly text: string }[];
}

/** The guide's programs, each with the blocks up to the next one. */
function examplesOf(page: string): Example[] {
  const examples: (Example & { following: { kind: string; text: string }[] })[] = [];
  for (const { index, 1: kind, 2: text } of page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)) {
    const line = page.slice(0, index).split('\n').length;
    if (kind!.startsWith('jolie')) {
      const target = kind === 'jolie send' ? 'send' : 'recv';
      examples.push({ line, target, source: text!, following: [] });
    } else examples.at(-1)?.following.push({ kind: kind!, text: text! });
  }
  return examples;
}

interface Given {
  readonly messageBody: string;
  readonly ownID: number;
  readonly senderID?: number;
  readonly recipientIDs: readonly number[];
}

const examples = examplesOf(readFileSync('docs/scripts.md', 'utf8'));

describe('the guide for script authors', () => {
  it('goes from a first answer to services', () => {
    expect(examples.length).toBeGreaterThanOrEqual(9);
    expect(examples.some(({ source }) => source.includes('from parley import'))).toBe(true);
  });

  it.each(examples.map((example) => [example.line, example] as const))(
    'says in line %d what the script does',
    async (_, { source, target, following }) => {
      const [first, second] = following;
      const diagnostics = await runner.check(source);
      if (first?.kind === 'text') {
        const found = diagnostics.map(({ line, column, message }) => `${line}:${column}: ${message}`);
        return expect(`${found.join('\n')}\n`).toBe(first.text);
      }
      expect(diagnostics).toEqual([]);
      const { messageBody, ownID, senderID = ownID, recipientIDs } = JSON.parse(first!.text) as Given;
      const input: ScriptInput = {
        messageBody,
        ownerId: ownID,
        senderId: senderID,
        recipientIds: recipientIDs,
      };
      const record = await runScript(
        {
          target,
          script: { version: 'guide', source, at: '' },
          input,
          messageUid: '00000000-0000-4000-8000-000000000000',
          sentAt: '2027-01-01T00:00:00.000Z',
          withinMilliseconds: 60_000,
        },
        { runner, clock },
      );
      expect(record.reason).toBe('');
      const wanted = source.includes('from parley')
        ? readResponse(target, JSON.parse(second!.text), '', input)
        : readAnswer(target, second!.text.replace(/\n(?=.)/g, ' '), input);
      expect(wanted).toMatchObject({ ok: true, answer: record.answer });
    },
  );
});
