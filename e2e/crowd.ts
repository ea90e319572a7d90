import { setTimeout as wait } from 'node:timers/promises';
import { RecordingClient, type Event, type Sending } from './history';
import { quietMilliseconds, untilSwitchedOn } from './product';
import { capitals, sevenAndThree } from './scripts';

const names = ['ann', 'bob', 'cyd', 'dan', 'eve'] as const;

/**
 * Five clients with everything that a message can meet: scripts that answer, drop and change, fixed replies, a block.
 * What they set up holds when this resolves.
 */
export async function gatherCrowd(
  url: () => string,
  record: (event: Event) => void,
): Promise<RecordingClient[]> {
  const clients: RecordingClient[] = [];
  for (const name of names) clients.push(await RecordingClient.register(url, name, record));
  const [ann, bob, cyd, dan, eve] = clients as [
    RecordingClient,
    RecordingClient,
    RecordingClient,
    RecordingClient,
    RecordingClient,
  ];
  await bob.put('/api/scripts/recv', sevenAndThree('seven, says the script of bob'));
  await cyd.put('/api/scripts/recv', sevenAndThree('seven, says the script of cyd'));
  await dan.put('/api/scripts/send', capitals);
  for (const [client, name] of [
    [eve, 'eve'],
    [bob, 'bob'],
  ] as const) {
    const messageBody = `Noted, says ${name}.`;
    await client.put('/api/auto-reply', { enabled: true, messageBody, minIntervalSeconds: 0 });
  }
  await ann.put(`/api/blocks/${eve.id}`, {});
  record({ kind: 'blocked', user: ann.id, blockedId: eve.id });
  // What a user switches on holds for what is accepted a while later.
  await wait(untilSwitchedOn);
  return clients;
}

/** A UUID of version 4, drawn. */
function drawUuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A message of one of the crowd, drawn: to one to three others, now and then to the sender too. */
export function drawMessage(
  clients: readonly RecordingClient[],
  sender: RecordingClient,
  number: number,
  random: () => number,
): Sending & { readonly way: 'socket' | 'http' } {
  const others = clients.filter((client) => client !== sender).map(({ id }) => id);
  const chosen = others.filter(() => random() < 0.4);
  if (chosen.length === 0) chosen.push(others[Math.floor(random() * others.length)]!);
  return {
    messageUid: drawUuid(random),
    messageBody: `message ${number} of ${sender.id}`,
    recipientIds: random() < 0.1 ? [...chosen, sender.id] : chosen,
    way: random() < 0.6 ? 'socket' : 'http',
  };
}

/** Waits until no inbox has grown for a while: what was on its way has arrived. */
export async function settleCrowd(clients: readonly RecordingClient[]): Promise<void> {
  let before = -1;
  for (let still = 0; still < 20;) {
    await wait(quietMilliseconds / 20);
    const sizes = await Promise.all(clients.map((client) => client.inboxSize()));
    const now = sizes.reduce((sum, size) => sum + size, 0);
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
