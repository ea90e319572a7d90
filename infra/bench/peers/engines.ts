import { fork } from 'node:child_process';
import type { Peer } from '@parley/jolie/bench';
import type { Asked } from './engine-serve';
import type { PeerPackage } from './install';

/** Another engine, in a process that `close` ends. */
export interface RunningPeer extends Peer {
  close(): void;
}

/** What isolated-vm costs at a cold start is what ours should stay below, fifteen times. */
const engines = [
  { name: 'isolated-vm', kind: 'isolated-vm', coldGoal: 1 / 15 },
  { name: 'QuickJS', kind: 'quickjs' },
] as const;

/** Starts those of the engines that are `installed` in the folder, each in a process of `program`. */
export async function startEngines(
  program: string,
  folder: string,
  installed: ReadonlySet<PeerPackage>,
): Promise<RunningPeer[]> {
  const wanted = engines.filter(({ kind }) => installed.has(kind));
  return Promise.all(
    wanted.map(async ({ kind, ...rest }) => {
      // isolated-vm can't share a process with Node's own snapshot.
      const child = fork(program, [kind, folder], { execArgv: ['--no-node-snapshot'] });
      const next = () =>
        new Promise<number>((resolve, reject) => {
          const ended = () => reject(new Error(`the process of ${kind} ended`));
          child.once('exit', ended);
          child.once('message', (answer) => {
            child.off('exit', ended);
            resolve(answer as number);
          });
        });
      const ask = (measure: Asked['measure'], count: number) => {
        const answer = next();
        child.send({ measure, count } satisfies Asked);
        return answer;
      };
      await next();
      return {
        ...rest,
        cold: (programs: number) => ask('cold', programs),
        warm: (runs: number) => ask('warm', runs),
        turn: (turns: number) => ask('turn', turns),
        memory: (programs: number) => ask('memory', programs),
        close() {
          if (child.connected) child.disconnect();
        },
      };
    }),
  );
}
