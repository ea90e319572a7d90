import { describe, expect, it } from '@jest/globals';
import type { HttpAnswer } from '../http';
import { openCalls } from './calls';
import { HttpDocument } from './documents';
import { HttpCollection } from './query';
import { runTransaction } from './transaction';

const refusal = (status: number, reason: string): HttpAnswer => ({
  status,
  body: JSON.stringify([{ error: { status: reason, message: 'why' } }]),
});
const done = (json: object = {}): HttpAnswer => ({ status: 200, body: JSON.stringify(json) });

/** A database whose requests are answered one after the other, with a broken connection for null. */
function answering(...answers: readonly (HttpAnswer | null)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const calls = openCalls(
    async (_method, path) => {
      asked.push(path.slice(path.lastIndexOf('/documents') + '/documents'.length));
      const answer = left.shift();
      if (answer === null || answer === undefined) throw new Error('socket hang up');
      return answer;
    },
    'p',
    'd',
  );
  return { calls, asked };
}

describe('a call of Firestore by HTTP', () => {
  it('given a path, then every part of it stands in the address as it is', async () => {
    const { calls, asked } = answering(done([]));
    await new HttpCollection(calls, 'users/a b?/inbox').get();
    expect(asked).toEqual(['/users/a%20b%3F:runQuery']);
  });

  it.each([
    ['commit', refusal(503, 'UNAVAILABLE')],
    ['commit', refusal(429, 'RESOURCE_EXHAUSTED')],
    ['commit', { status: 502, body: 'a page of something between' }],
    ['commit', null],
    ['runQuery', refusal(500, 'INTERNAL')],
    ['runQuery', refusal(504, 'DEADLINE_EXCEEDED')],
  ] as const)('given that %s is refused for a moment, then it is tried again: %j', async (method, answer) => {
    const { calls, asked } = answering(answer, done());
    expect(await calls.call(method, {})).toEqual({});
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['commit', refusal(409, 'ALREADY_EXISTS'), 6],
    ['commit', refusal(409, 'ABORTED'), 10],
    ['commit', refusal(504, 'DEADLINE_EXCEEDED'), 4],
    ['commit', refusal(400, 'FAILED_PRECONDITION'), 9],
    ['runQuery', refusal(403, 'PERMISSION_DENIED'), 7],
    ['runQuery', { status: 418, body: '' }, 2],
  ] as const)(
    'given that %s is refused for good, then that is told by gRPC’s code: %j',
    async (method, answer, code) => {
      const { calls, asked } = answering(answer);
      await expect(calls.call(method, {})).rejects.toMatchObject({ code });
      expect(asked).toHaveLength(1);
    },
  );

  it('given that it fails for long, then it is given up', async () => {
    const { calls, asked } = answering(...Array<HttpAnswer>(9).fill(refusal(503, 'UNAVAILABLE')));
    await expect(calls.call('commit', {})).rejects.toMatchObject({ code: 14 });
    expect(asked).toHaveLength(5);
  });
});

describe('a transaction by HTTP', () => {
  const begun = done({ transaction: 't' });

  it('given a commit whose answer is lost, then the whole is run again, and the commit is not', async () => {
    const { calls, asked } = answering(begun, null, done(), begun, done());
    let runs = 0;
    expect(await runTransaction(calls, async () => ++runs)).toBe(2);
    expect(asked).toEqual([':beginTransaction', ':commit', ':rollback', ':beginTransaction', ':commit']);
  });

  it('given work that throws, then its locks are given up, and it is not run again', async () => {
    const { calls, asked } = answering(begun, done());
    const work = runTransaction(calls, async () => {
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(asked).toEqual([':beginTransaction', ':rollback']);
  });
});

describe('a path', () => {
  const { calls } = answering();

  it.each(['users', 'users/1/inbox', 'users//', '/users/1', ''])(
    'given “%s”, then it names no document',
    (path) => {
      expect(() => new HttpDocument(calls, path)).toThrow(TypeError);
    },
  );

  it.each(['users/1', 'users/', ''])('given “%s”, then it names no collection', (path) => {
    expect(() => new HttpCollection(calls, path)).toThrow(TypeError);
  });
});
