import { fork } from 'node:child_process';
import type { Peer } from '@parley/jolie/bench';
import type { Asked } from './engine-serve';
import type { PeerPackage } from './install';

/** Another engine, in a process that `close` ends. */
export interface RunningPeer extends Peer {
  close(): void;
}

/**
 * The engines, and below what part of their cold start ours should stay. node:vm is no sandbox, and of Node itself; it has a process
 * of its own too, for the contexts that it leaves cost whoever is there when they are cleared away.
 */
const engines = [
  { name: 'node:vm', kind: 'node-vm', coldGoal: 1 / 3 },
  { name: 'isolated-vm', kind: 'isolated-vm', coldGoal: 1 / 15 },
  { name: 'QuickJS', kind: 'quickjs' },
] as const;

/** Starts those of the engines that Node has or that are `installed` in the folder, each in a process of `program`. */
export async function startEngines(
  program: string,
  folder: string,
  installed: ReadonlySet<PeerPackage>,
): Promise<RunningPeer[]> {
  const wanted = engines.filter(({ kind }) => kind === 'node-vm' || installed.has(kind));
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
