import { describe, expect, it } from '@jest/globals';
import { signedInApi } from './api';
import type { Fetch } from './http';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

function serverOf(...answers: (Response | Error)[]) {
  const asked: { url: string; method: string; headers: Record<string, string>; body: unknown }[] = [];
  const fetch: Fetch = (url, { method, headers, body }) => {
    asked.push({ url, method: method!, headers: headers as Record<string, string>, body });
    const answer = answers.shift()!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, fetch };
}
const token = (refused: string | null) => Promise.resolve(refused === null ? 'old' : 'new');

describe('a call', () => {
  it('carries the token, and a script as plain text', async () => {
    // given
    const { asked, fetch } = serverOf(json({ version: '1', warnings: [] }));
    // when
    await signedInApi('/api', fetch, token).putScript('recv', 'main {}');
    // then
    expect(asked[0]).toMatchObject({ url: '/api/scripts/recv', method: 'PUT', body: 'main {}' });
    expect(asked[0]!.headers).toMatchObject({
      authorization: 'Bearer old',
      'content-type': 'text/plain;charset=utf-8',
    });
  });

  it('is repeated once with another token when the first is refused', async () => {
    // given
    const { asked, fetch } = serverOf(json({}, 401), json({ users: [], next: null }));
    // when
    const result = await signedInApi('/api', fetch, token).users({ q: 'a&b', ids: [1, 2] });
    // then
    expect(result).toEqual({ ok: true, value: { users: [], next: null } });
    expect(asked.map(({ headers }) => headers['authorization'])).toEqual(['Bearer old', 'Bearer new']);
    expect(asked[0]!.url).toBe('/api/users?q=a%26b&ids=1%2C2');
  });

  it('is not repeated when there is no other token', async () => {
    // given
    const { asked, fetch } = serverOf(json({ title: 'No.' }, 401));
    // when
    const result = await signedInApi('/api', fetch, () => Promise.resolve('old')).autoReply();
    // then
    expect(result).toMatchObject({ ok: false, refusal: { status: 401, title: 'No.' } });
    expect(asked).toHaveLength(1);
  });

  it('brings a script’s diagnostics', async () => {
    // given
    const diagnostic = {
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 6,
      severity: 'error',
      message: 'Expected }',
    };
    const { fetch } = serverOf(
      json({ code: 'script-refused', title: 'It has errors.', diagnostics: [diagnostic] }, 422),
    );
    // when
    const result = await signedInApi('/api', fetch, token).putScript('send', 'main {');
    // then
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: 'script-refused', diagnostics: [diagnostic] },
    });
  });

  it.each([
    ['the line is dead', new TypeError('offline')],
    ['the answer is not JSON', new Response('<html>')],
  ])('never throws: %s', async (_, answer) => {
    const { fetch } = serverOf(answer);
    expect(await signedInApi('/api', fetch, token).runs({})).toMatchObject({
      ok: false,
      refusal: { status: 0 },
    });
  });

  it('reads a script that was never uploaded as null', async () => {
    const { fetch } = serverOf(json({}, 404));
    expect(await signedInApi('/api', fetch, token).script('send')).toEqual({ ok: true, value: null });
  });

  it('takes an answer without content', async () => {
    const { fetch } = serverOf(new Response(null, { status: 204 }));
    expect(await signedInApi('/api', fetch, token).deleteScript('send')).toEqual({ ok: true, value: null });
  });
});
