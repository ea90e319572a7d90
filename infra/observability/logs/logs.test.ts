import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/ports/contract';
import { createCleanups, type Person } from '../../local/testing/running-server';
import { answering, give, shouting, startObserved, type Observed } from '../testing/observed';

/** What must never be in a log: each is written in a way that nothing else is. */
const secrets = {
  body: 'the combination is 4711',
  reply: 'I heard you.',
  fixedReply: 'away until the ninth',
  poison: 'poison that somebody wrote',
  password: "ada's password",
  wrongPassword: 'a wrong password of ada',
};

const cleanups = createCleanups();
let observed: Observed;
let ada: Person;
let ben: Person;
beforeAll(async () => {
  observed = await startObserved(cleanups);
  const { scene } = observed;
  ada = await scene.person('ada');
  ben = await scene.person('ben');
  await give(scene, ada, 'send', shouting);
  await give(scene, ben, 'recv', answering);
  await scene.call('PUT', '/api/auto-reply', {
    token: ben.token,
    json: { enabled: true, messageBody: secrets.fixedReply, minIntervalSeconds: 0 },
  });
  const [from, to] = [await scene.connect(ada), await scene.connect(ben)];
  from.send({ $type: 'SendMessage', message: secrets.body, destinationUsers: [ben.id] });
  await to.frame('ReceiveMessage', ({ msg }) => msg === secrets.body.toUpperCase());
  await from.frame('ReceiveMessage', ({ msg }) => msg === secrets.reply);
  // What goes wrong is logged most: poison, a wrong password, a token that is none, a body that can't be read.
  await scene.server.embedded.bus.publish('router', { data: secrets.poison, attributes: {} });
  await scene.server.embedded.bus.publish('auto-reply-config', {
    data: JSON.stringify({ action: 'setBody', args: { userId: 'x', messageBody: secrets.poison } }),
    attributes: {},
  });
  await scene.call('POST', '/api/login', { json: { username: 'ada', password: secrets.wrongPassword } });
  await scene.call('POST', '/api/messages', {
    token: `${ada.token}x`,
    json: { messageBody: secrets.body, recipientIds: [ben.id] },
  });
  await scene.call('POST', '/api/messages', {
    token: ada.token,
    body: `{"messageBody":"${secrets.body}`,
    headers: { 'content-type': 'application/json' },
  });
  from.socket.send(`{"$type":"SendMessage","message":"${secrets.body}"`);
  await from.frame('Rejected');
  await eventually(
    async () => (await scene.server.embedded.bus.deadLetters(null, 10)).deadLetters.length === 2,
  );
});
afterAll(() => cleanups.run());

/** The lines that hold something of what must not be there, in any case. */
function leaks(log: readonly string[]): string[] {
  const tokens = [ada.token, ben.token].flatMap((token) => [token, token.split('.')[2]!]);
  const sought = [...Object.values(secrets), ...tokens].map((text) => text.toLowerCase());
  return log.filter((line) => sought.some((text) => line.toLowerCase().includes(text)));
}

describe('the log of a run in which everything is logged', () => {
  it('has lines of every kind of part, each one JSON object with its severity and time', () => {
    const lines = observed.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      expect(['DEBUG', 'INFO', 'WARNING', 'ERROR']).toContain(line['severity']);
      expect(Number.isNaN(Date.parse(String(line['time'])))).toBe(false);
    }
    expect(lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'A message was accepted',
        'A stage handled a message',
        'A delivery was put aside',
        'A configuration message was put aside',
      ]),
    );
  });

  it('has the fields that the collector reads', () => {
    const collector = readFileSync('infra/observability/collector/collector.yml', 'utf8');
    const read = [
      ...[...collector.matchAll(/attributes\["([^"]+)"\]/g)].map(([, name]) => name!),
      ...[...collector.matchAll(/parse_from: attributes\.(\w+)/g)].map(([, name]) => name!),
    ];
    const missing = (names: readonly string[]) => {
      const written = new Set(observed.log.flatMap((line) => Object.keys(JSON.parse(line) as object)));
      return names.filter((name) => !written.has(name));
    };
    expect(new Set(read).size).toBe(4);
    expect(missing(read)).toEqual([]);
    expect(missing([...read, 'level'])).toEqual(['level']);
  });

  it('follows one message by its id', () => {
    const accepted = observed.log.find((line) => line.includes('A message was accepted'))!;
    const { messageUid } = JSON.parse(accepted) as { messageUid: string };
    expect(observed.log.filter((line) => line.includes(messageUid)).length).toBeGreaterThanOrEqual(3);
  });

  it('holds nothing that people wrote, no password and no token', () =>
    expect(leaks(observed.log)).toEqual([]));

  it.each([
    ['a body', () => secrets.body],
    ['a password', () => secrets.password],
    ['a token', () => ada.token],
  ])('would be found out with %s in it', (_, secret) => {
    const line = JSON.stringify({ severity: 'ERROR', message: 'It failed', what: `… ${secret()} …` });
    expect(leaks([...observed.log, line])).toEqual([line]);
  });
});
