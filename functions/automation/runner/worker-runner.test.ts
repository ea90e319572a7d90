import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { silentTelemetry, type Clock, type RunRequest } from '@parley/ports';
import { WorkerRunner } from '../index';

const clock: Clock = {
  now: () => Date.now(),
  setTimer(milliseconds, fire) {
    const timer = setTimeout(fire, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
const workerFile = path.resolve('build/run/functions-automation-runner-worker-main.mjs');
const runner = new WorkerRunner({ workerFile, clock, telemetry: silentTelemetry, size: 2 });
afterAll(() => runner.close());

const request = (source: string): RunRequest => ({
  source,
  argument: '{}',
  start: 0,
  seed: 's',
  deadlineMilliseconds: 20_000,
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

describe('the second wall', () => {
  it('given an engine that hangs, when the deadline is over, then its worker is replaced and the next run is served', async () => {
    const hanging = path.resolve('functions/automation/runner/testing/hanging-worker.mjs');
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
