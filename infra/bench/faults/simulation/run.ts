import { check, type Event, type Finding } from '../../../../e2e/history';
import { chanceOf } from './chance';
import { Client } from './client';
import { defects } from './defects';
import { Deployment } from './deployment';
import { Faults, kindOf, type FaultName } from './faults';
import { World } from './world';
import { busyMilliseconds, plan, setUp, users } from './workload';

/** What is run. The same request is the same run. */
export interface RunRequest {
  readonly seed: number;
  /** A defect that is put around the product, by its name. */
  readonly defect?: string;
  /** The only faults that may strike; all of the seed's when missing. */
  readonly faults?: readonly FaultName[];
  /** The only messages that are sent, by number; all of the seed's when missing. */
  readonly messages?: readonly number[];
}

export interface RunOutcome {
  readonly request: RunRequest;
  /** What broke a promise; nothing, when all were kept. */
  readonly findings: readonly Finding[];
  /** The faults that struck, in their order. */
  readonly faults: readonly FaultName[];
  /** The numbers of the messages that were planned. */
  readonly messages: readonly number[];
  /** Everything that the clients saw and did. */
  readonly history: readonly Event[];
  /** How many things happened. */
  readonly happenings: number;
}

const start = Date.parse('2026-05-04T10:00:00.000Z');
/** All that was accepted must have arrived so long after the last fault: retries wait up to minutes. */
const settleMilliseconds = 3_600_000;
/** A page notices a dead line after 75 s, and may wait 30 s more before it comes back. */
const quietMilliseconds = 200_000;
/** Who comes back to a product that is well has everything so much later. */
const resumeMilliseconds = 30_000;

/** Runs the product in a simulated world, and judges by what its clients saw. */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { seed } = request;
  const world = new World(start);
  const faults = new Faults(seed, request.faults === undefined ? undefined : new Set(request.faults));
  const around = { world, faults, seed };
  const history: Event[] = [];
  const record = (event: Event) => void history.push(event);
  const chance = chanceOf(seed, 'shape');
  const deployment = new Deployment(around, {
    users,
    acknowledging: chance.draw() < 0.5 ? 'in-one' : 'after-publishing',
    defect: request.defect === undefined ? null : defects[request.defect]!,
  });
  await setUp(deployment, start, record);
  await deployment.start();
  const clients = new Map(
    users.map((userId) => [
      userId as number,
      new Client({
        ...around,
        userId,
        beginning: deployment.cursors.at(userId, null),
        open: (protocols) => deployment.connect(userId, protocols),
        post: (message) => deployment.post(userId, message),
        record,
      }),
    ]),
  );
  world.after(3_000, () => {
    for (const client of clients.values()) client.connection.start();
  });
  const planned = plan(seed);
  const messages = planned
    .map((_, number) => number)
    .filter((number) => request.messages?.includes(number) ?? true);
  let unsent = messages.length;
  for (const number of messages) {
    const { senderId, at, way, conflicting, ...message } = planned[number]!;
    const client = clients.get(senderId)!;
    world.after(4_000 + at, () => {
      unsent--;
      const done = client.send(message, way);
      if (conflicting !== null) void done.then(() => client.send(conflicting, way));
    });
  }
  for (const [i, at] of Array.from({ length: 4 }, () => chance.draw() * busyMilliseconds).entries()) {
    const draw = chance.draw();
    world.after(4_000 + at, () => {
      if (faults.strikes('drain', `relay-${1 + (i % 2)}#${i}`, draw)) deployment.drain(i % 2);
    });
  }

  await world.passUntil(() => false, start + 4_000 + busyMilliseconds);
  faults.end();
  deployment.mend();
  const isSettled = () =>
    unsent === 0 &&
    deployment.bus.backlog === 0 &&
    [...clients.values()].every(({ unanswered }) => unanswered === 0);
  const settled = await world.passUntil(isSettled, world.now + settleMilliseconds);
  await world.passUntil(() => false, world.now + quietMilliseconds);

  const findings: Finding[] = [];
  if (!settled) findings.push({ rule: 'settles', what: 'an hour after the last fault not all had arrived' });
  const heads = new Map<number, number>();
  for (const userId of users) heads.set(userId, await deployment.store.head(userId));
  const missing = () =>
    [...clients].flatMap(([userId, { seen }]) =>
      Array.from({ length: heads.get(userId)! }, (_, i) => i + 1)
        .filter((position) => !seen.has(position))
        .map((position) => `${userId} was never shown position ${position}`),
    );
  // A relay whose clock is wrong may not be found by what comes; then coming back must be enough.
  if (!faults.injected.some((name) => kindOf(name) === 'clock-jump'))
    findings.push(...missing().map((what) => ({ rule: 'live', what })));
  for (const client of clients.values()) client.resume();
  await world.passUntil(() => false, world.now + resumeMilliseconds);
  findings.push(...missing().map((what) => ({ rule: 'settles', what })));
  const { deadLetters } = await deployment.bus.deadLetters(null, 10);
  for (const { topic, reason } of deadLetters)
    findings.push({ rule: 'settles', what: `a message of ${topic} was put aside: ${reason}` });

  for (const userId of users) {
    const entries = await deployment.store.read(userId, { limit: Number.MAX_SAFE_INTEGER });
    record({
      kind: 'inbox',
      user: userId,
      entries: entries.map((entry) => ({ ...entry, cursor: deployment.cursors.at(userId, entry) })),
    });
    const { items } = await deployment.store.runs(userId, { limit: 10_000 });
    record({ kind: 'runs', user: userId, runs: items });
  }
  findings.push(...check(history));
  return {
    request,
    findings,
    faults: faults.injected,
    messages,
    history,
    happenings: world.happenings,
  };
}
