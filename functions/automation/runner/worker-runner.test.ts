import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@parley/embedded';
import { silentTelemetry, type RunRequest } from '@parley/ports';
import { eventually, ManualClock } from '@parley/ports/contract';
import { WorkerRunner } from '../index';

const clock = systemClock;
const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');
const runner = new WorkerRunner({ workerFile, clock, telemetry: silentTelemetry, size: 2 });
afterAll(() => runner.close());

const request = (source: string): RunRequest => ({
  source,
  message: { messageBody: '!ping', ownID: 2, senderID: 1, recipientIDs: [2] },
  start: 0,
  seed: 's',
  deadlineMilliseconds: 20_000,
  withinMilliseconds: 40_000,
});
const hello = 'include "console.iol"\nmain { println@Console( "hello" )() }';
const endless = 'main { while( true ) { nullProcess } }';

describe('a runner with workers', () => {
  it('runs a program, and gives what it printed and spent', async () => {
    const result = await runner.run(request(hello));
    expect(result).toMatchObject({ kind: 'finished', output: 'hello\n' });
    expect(result.gas).toBeGreaterThan(0);
  });

  it('finds what is wrong with a source, with its place', async () => {
    expect(await runner.check('main {\n  x = \n}')).toEqual([
      expect.objectContaining({ severity: 'error', code: 'syntax', line: 3 }),
    ]);
  });

  it('given a script that never ends, when it runs, then its gas ends it while another run goes on', async () => {
    const [stuck, other] = await Promise.all([runner.run(request(endless)), runner.run(request(hello))]);
    expect(stuck).toMatchObject({
      kind: 'limit',
      limit: expect.stringMatching(/^(gas|milliseconds)$/),
      line: 1,
    });
    expect(other).toMatchObject({ kind: 'finished', output: 'hello\n' });
  });

  it('given a source that does not compile, then the run says so and nothing ran', async () => {
    expect(await runner.run(request('main { foo@Nowhere()() }'))).toMatchObject({
      kind: 'compile-error',
      output: '',
      diagnostics: [expect.objectContaining({ code: 'unknown-port' })],
    });
  });
});

describe('the service contract', () => {
  const service = (body: string, target = 'Inbound') => `
    from parley import ${target}Automation
    from console import Console
    service Main {
      execution: single
      embed Console as Console
      inputPort Messages { location: "local" interfaces: ${target}Automation }
      main {
        onMessage( message )( answer ) { ${body} }
      }
    }`;

  it('given a service that offers onMessage, then it is called, and its answer is the result', async () => {
    const body = `
      println@Console( "looking at " + message.messageBody )()
      answer.action = "forward"
      answer.reply << { to = message.senderID, message = "pong" }`;
    expect(await runner.run(request(service(body)))).toMatchObject({
      kind: 'finished',
      output: 'looking at !ping\n',
      response: { action: 'forward', reply: { to: 1, message: 'pong' } },
    });
  });

  it('given an outbound service, then it may change, drop and add', async () => {
    const body = `
      answer.messageBody = message.messageBody + "!"
      answer.also[0] << { to = message.recipientIDs[0], message = "and this" }
      answer.also[1] << { to = message.recipientIDs[0], message = "and that" }`;
    const { message, ...rest } = request(service(body, 'Outbound'));
    const outbound = { messageBody: message.messageBody, ownID: 1, recipientIDs: [2] };
    expect(await runner.run({ ...rest, message: outbound })).toMatchObject({
      kind: 'finished',
      response: {
        messageBody: '!ping!',
        also: [
          { to: 2, message: 'and this' },
          { to: 2, message: 'and that' },
        ],
      },
    });
  });

  it('given an answer that is not of its type, or a fault, then the run says so', async () => {
    expect(await runner.run(request(service('answer.action = 5')))).toMatchObject({
      kind: 'fault',
      name: 'TypeMismatch',
    });
    expect(await runner.run(request(service('throw( OutOfTea, "none left" )')))).toMatchObject({
      kind: 'fault',
      name: 'OutOfTea',
      message: 'none left',
    });
  });

  it('finds what is wrong with a service as with any program', async () => {
    expect(await runner.check(service('answer.action = "forward"'))).toEqual([]);
    expect(await runner.check(service('').replace('InboundAutomation', 'NoSuchThing'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'unknown-symbol' })]),
    );
  });
});

const hanging = path.resolve('functions/automation/runner/testing/hanging-worker.mjs');

describe('a turn', () => {
  /** A runner of one worker, by a clock that is moved by hand, whose only worker hangs. */
  async function given() {
    const time = new ManualClock();
    const one = new WorkerRunner({ workerFile: hanging, clock: time, telemetry: silentTelemetry, size: 1 });
    // Loaded, so that what comes next begins at once.
    await one.run(request('answer'));
    const stuck = one.run({ ...request('hang'), deadlineMilliseconds: 30_000 });
    return { time, one, stuck };
  }

  it('given a worker that is taken, when a run waited as long as it may, then it is unavailable and says why', async () => {
    const { time, one, stuck } = await given();
    // when
    const waiting = one.run({ ...request('answer'), withinMilliseconds: 5_000 });
    time.advance(5_000);
    // then
    expect(await waiting).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('turn'),
      milliseconds: 0,
    });
    await one.close();
    expect(await stuck).toMatchObject({ kind: 'unavailable' });
  });

  it('given a check that waited as long as it may, then it is refused as something that may be asked again', async () => {
    const { time, one, stuck } = await given();
    const waiting = one.check('answer');
    time.advance(10_000);
    await expect(waiting).rejects.toMatchObject({ code: 'scripts-busy' });
    await one.close();
    await stuck;
  });

  it('given a run that waited, when its turn comes, then its time is its own, and it ends by when it must', async () => {
    const { time, one, stuck } = await given();
    const last = one.run({ ...request('hang'), deadlineMilliseconds: 30_000, withinMilliseconds: 40_000 });
    const waiting = one.run(request('answer'));
    // when the first is killed, and the second, of whose 40 s so many are gone
    time.advance(30_100);
    expect(await stuck).toMatchObject({ kind: 'limit', limit: 'wall-clock', milliseconds: 30_100 });
    await eventually(async () => time.timers === 2);
    time.advance(9_899);
    expect(time.timers).toBe(2);
    // then the second has what was left of them
    time.advance(101);
    expect(await last).toMatchObject({ kind: 'limit', limit: 'wall-clock', milliseconds: 10_000 });
    expect(await waiting).toMatchObject({ kind: 'unavailable' });
    await one.close();
  });

  it('given a program that can’t be loaded, then what waits for it fails, each with a worker', async () => {
    const none = path.resolve('functions/automation/runner/testing/no-such-worker.mjs');
    const broken = new WorkerRunner({ workerFile: none, clock, telemetry: silentTelemetry, size: 1 });
    const all = await Promise.all([broken.run(request(hello)), broken.run(request(hello))]);
    expect(all).toMatchObject([{ kind: 'unavailable' }, { kind: 'unavailable' }]);
    await broken.close();
  });
});

describe('the second wall', () => {
  it('given an engine that hangs, when the deadline is over, then its worker is replaced and the next run is served', async () => {
    const walled = new WorkerRunner({ workerFile: hanging, clock, telemetry: silentTelemetry, size: 1 });
    const stuck = await walled.run({ ...request('hang'), deadlineMilliseconds: 50 });
    const next = await walled.run(request('answer'));
    const dead = await walled.run(request('die'));
    const last = await walled.run(request('answer'));
    await walled.close();
    expect(stuck).toMatchObject({ kind: 'limit', limit: 'wall-clock' });
    expect(next).toMatchObject({ kind: 'finished', output: 'answered' });
    expect(dead).toMatchObject({ kind: 'unavailable' });
    expect(last).toMatchObject({ kind: 'finished' });
  });

  it('given a runner that is closed, when a script is to run, then it is unavailable', async () => {
    const closed = new WorkerRunner({ workerFile, clock, telemetry: silentTelemetry });
    await closed.close();
    expect(await closed.run(request(hello))).toMatchObject({ kind: 'unavailable' });
  });
});
