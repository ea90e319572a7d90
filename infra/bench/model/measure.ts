import {
  createAccounts,
  createStore,
  openFirestore,
  systemClock as clock,
  systemIds as ids,
} from '@parley/google';
import { WorkerRunner } from '@parley/automation';
import { silentTelemetry } from '@parley/ports';
import { samplesOf } from '@parley/jolie/bench';
import type { ServiceTimes } from './data';
import { openPath } from './path';

const messages = 40;
const rounds = 3;

/** Milliseconds of this process' processor time, all threads. */
const processorMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** What each part takes of the processor for one message of two people, medians of several rounds, ms. */
type Round = Omit<ServiceTimes, 'measuredOn' | 'machine' | 'delivery'>;

async function round(workerFile: string, source: string): Promise<Round> {
  const project = `demo-${ids.uuid().slice(0, 13)}`;
  const [db, accountsDb] = [openFirestore(project, '(default)'), openFirestore(project, 'accounts')];
  const [store, accounts] = [createStore(db, { clock, ids }), createAccounts(accountsDb)];
  const runner = new WorkerRunner({ workerFile, clock, telemetry: silentTelemetry });
  for (const id of [1, 2]) {
    await accounts.restore({
      id,
      username: `person-${id}`,
      passwordHash: null,
      operator: false,
      identities: [],
    });
    await store.putLease(`relay-${id}`, clock.now() + 600_000);
    await store.putSession({ sessionId: `session-${id}`, userId: id, relayId: `relay-${id}` }, clock.now());
  }
  const usersExist = async (all: readonly number[]) => (await accounts.byIds(all)).length === all.length;
  const pathWith = (script: string | null) =>
    openPath(
      {
        store,
        clock,
        ids,
        usersExist,
        runner,
        script: script === null ? null : { version: '1', source: script, at: '' },
      },
      true,
    );
  const through = async (script: string | null): Promise<Record<string, number>> => {
    const path = pathWith(script);
    const spent: Record<string, number> = {};
    const timed = async (name: string, work: () => Promise<void>) => {
      const from = processorMilliseconds();
      await work();
      spent[name] = (spent[name] ?? 0) + (processorMilliseconds() - from) / messages;
    };
    for (let i = 0; i < messages; i++) {
      const message = {
        senderId: 1,
        recipientIds: [2],
        messageUid: ids.uuid(),
        messageBody: 'x'.repeat(100),
      };
      await timed('bootstrap', () => path.send(message));
      for (const stage of ['jolie-exec', 'auto-reply', 'router']) {
        if (path.next() === stage) await timed(stage, () => path.step());
      }
      path.drop();
    }
    return spent;
  };
  await through(source);
  const without = await through(null);
  const scripted = await through(source);
  await runner.close();
  await Promise.all([db.terminate(), accountsDb.terminate()]);
  return {
    bootstrap: without['bootstrap']!,
    jolieExec: without['jolie-exec']!,
    autoReply: without['auto-reply']!,
    router: without['router']!,
    // Both people's scripts ran: the sender's and the recipient's.
    scriptRun: Math.max(0, scripted['jolie-exec']! - without['jolie-exec']!) / 2,
  };
}

/**
 * Measures the real stages on Google's emulator of Firestore, which runs in a process of its own: what is counted is this
 * process' processor time, client library included.
 * @param source the script that is run
 */
export async function measureStages(
  workerFile: string,
  source: string,
  onRound: (done: number) => void,
): Promise<Round> {
  const measured: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    measured.push(await round(workerFile, source));
    onRound(i + 1);
  }
  const median = (name: keyof Round) =>
    Number(samplesOf(measured.map((each) => each[name])).median.toPrecision(3));
  return {
    bootstrap: median('bootstrap'),
    jolieExec: median('jolieExec'),
    autoReply: median('autoReply'),
    router: median('router'),
    scriptRun: median('scriptRun'),
  };
}
