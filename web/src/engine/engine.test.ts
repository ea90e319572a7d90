import { describe, expect, it } from '@jest/globals';
import { Engine, type EngineWorker } from './engine';
import type { EngineRequest } from './protocol';

/** Workers that answer when they are told, and time that passes when it is told. */
function laboratory() {
  const workers: (EngineWorker & { asked: EngineRequest[]; ended: boolean })[] = [];
  const timers = new Set<() => void>();
  const engine = new Engine({
    start() {
      const worker = {
        asked: [] as EngineRequest[],
        ended: false,
        postMessage: (request: EngineRequest) => void worker.asked.push(request),
        terminate: () => void (worker.ended = true),
        onmessage: null as EngineWorker['onmessage'],
        onerror: null,
      };
      workers.push(worker);
      return worker;
    },
    after: (_, callback) => {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  });
  const answer = (answer: unknown) => {
    const worker = workers.at(-1)!;
    worker.onmessage!({ data: { id: worker.asked.at(-1)!.id, answer } });
  };
  const pass = () => [...timers].forEach((callback) => callback());
  return { engine, workers, answer, pass };
}

describe('the engine of the page', () => {
  it('starts no worker before something is asked', () => {
    const { workers } = laboratory();
    expect(workers).toEqual([]);
  });

  it('asks one thing at a time, in order', async () => {
    const { engine, workers, answer } = laboratory();
    const [first, second] = [engine.check('a'), engine.format('x')];
    expect(workers[0]!.asked).toMatchObject([{ kind: 'check', source: 'a' }]);
    answer(['one']);
    answer(['two']);
    expect(await Promise.all([first, second])).toEqual([['one'], ['two']]);
    expect(workers).toHaveLength(1);
  });

  it('given a check that waits, when a newer one comes, then the older is not made', async () => {
    const { engine, workers, answer } = laboratory();
    const [first, second, third] = [engine.check('a'), engine.check('ab'), engine.check('abc')];
    answer([]);
    answer(['found']);
    expect(await Promise.all([first, second, third])).toEqual([[], null, ['found']]);
    expect(workers[0]!.asked).toMatchObject([{ source: 'a' }, { source: 'abc' }]);
  });

  it('given a worker that does not answer, then it is replaced, and what waits is asked of the next', async () => {
    const { engine, workers, answer, pass } = laboratory();
    const [first, second] = [engine.check('endless'), engine.format('x')];
    pass();
    answer(['library']);
    expect(await Promise.all([first, second])).toEqual([null, ['library']]);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it('given a stop, then what waits is answered with nothing, and later requests still are answered', async () => {
    const { engine, answer, workers } = laboratory();
    const [first, second] = [engine.check('a'), engine.format('x')];
    engine.stop();
    expect(await Promise.all([first, second])).toEqual([null, null]);
    const third = engine.check('b');
    answer(['b']);
    expect(await third).toEqual(['b']);
    expect(workers).toHaveLength(2);
  });
});
