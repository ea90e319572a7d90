import type { Runner, RunResult, Target } from '@parley/ports';
import type { Process } from './process';

interface Given {
  readonly messageBody: string;
  readonly ownID: number;
  readonly senderID?: number;
  readonly recipientIDs: readonly number[];
}

/** Scripts as functions from what the contract gives a program to what it prints, by their source. */
const scripts: Readonly<Record<string, { readonly target: Target; readonly run: (given: Given) => object }>> =
  {
    capitals: { target: 'send', run: ({ messageBody }) => ({ messageBody: messageBody.toUpperCase() }) },
    'answers sevens, drops threes': {
      target: 'recv',
      run: ({ messageBody, ownID, senderID }) => ({
        action: messageBody.includes('3') ? 'drop' : 'forward',
        reply: messageBody.includes('7') ? [{ to: senderID, message: `seven, says ${ownID}` }] : [],
      }),
    },
    'answers everybody': {
      target: 'recv',
      run: ({ ownID, senderID, recipientIDs }) => ({
        action: 'forward',
        reply: [senderID, ...recipientIDs]
          .filter((id, i, all) => id !== ownID && all.indexOf(id) === i)
          .map((to) => ({ to, message: `noted, says ${ownID}` })),
      }),
    },
  };

/** Who has which script. */
export const scriptsOfUsers: readonly { readonly userId: number; readonly source: string }[] = [
  { userId: 2, source: 'answers sevens, drops threes' },
  { userId: 3, source: 'answers everybody' },
  { userId: 4, source: 'capitals' },
];

/** For what a script of this source is. */
export const targetOf = (source: string): Target => scripts[source]!.target;

/** A runner whose workers take their time and may be lost, as the process's own are. */
export function simulatedRunner(process: Process, isLost: () => boolean): Runner {
  return {
    check: async () => [],
    run: ({ source, message }) =>
      process.call(async (): Promise<RunResult> => {
        if (isLost())
          return { kind: 'unavailable', reason: 'The worker was lost.', output: '', gas: 0, milliseconds: 0 };
        const output = `${JSON.stringify(scripts[source]!.run(message))}\n`;
        return { kind: 'finished', output, gas: 10, milliseconds: 1 };
      }),
    close: async () => {},
  };
}
