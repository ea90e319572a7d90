import { describe, expect, it } from '@jest/globals';
import type { Api, User } from '../../api';
import { Directory } from './directory';

const everybody: User[] = Array.from({ length: 450 }, (_, index) => ({
  id: index + 1,
  username: `user${index + 1}`,
}));

function server() {
  const asked: Parameters<Api['users']>[0][] = [];
  const users: Api['users'] = (query) => {
    asked.push(query);
    const from = Number(query.after ?? 0);
    const found = query.ids
      ? everybody.filter(({ id }) => query.ids!.includes(id))
      : everybody
          .filter(({ username }) => username.startsWith(query.q ?? ''))
          .slice(from, from + (query.limit ?? 50));
    const next =
      !query.ids && from + found.length < everybody.length && !query.q ? String(from + found.length) : null;
    return Promise.resolve({ ok: true, value: { users: found, next } });
  };
  return { asked, users };
}

describe('the directory', () => {
  it('reads a team page by page', async () => {
    // given
    const { asked, users } = server();
    const directory = new Directory({ users });
    // when
    await directory.load();
    // then
    expect(asked.map(({ after }) => after)).toEqual([undefined, '200', '400']);
    expect(directory.snapshot.get()).toMatchObject({ state: 'loaded' });
    expect(directory.snapshot.get().names.get(450)).toBe('user450');
  });

  it('asks once for somebody it does not know, and not at all for those it knows', async () => {
    // given
    const { asked, users } = server();
    const directory = new Directory({ users });
    await directory.search('user44');
    asked.length = 0;
    // when
    await directory.require([44, 7, 9999]);
    await directory.require([7, 9999]);
    // then
    expect(asked).toEqual([{ ids: [7, 9999] }]);
    expect(directory.snapshot.get().names.get(7)).toBe('user7');
    expect(directory.snapshot.get().names.has(9999)).toBe(false);
  });

  it('says when nobody could be read', async () => {
    // given
    const refusal = { status: 0, code: 'unreachable', title: '', diagnostics: [] };
    const directory = new Directory({ users: () => Promise.resolve({ ok: false, refusal }) });
    // when
    await directory.load();
    // then
    expect(directory.snapshot.get().state).toBe('failed');
  });

  it('names those it met in an earlier visit while the server is away', async () => {
    // given
    const { users } = server();
    let kept: readonly User[] = [];
    const remembered = { load: () => kept, save: (people: readonly User[]) => void (kept = people) };
    await new Directory({ users }, remembered).load();
    // when
    const away: Api['users'] = () =>
      Promise.resolve({ ok: false, refusal: { status: 0, code: 'unreachable', title: '', diagnostics: [] } });
    const directory = new Directory({ users: away }, remembered);
    await directory.load();
    // then
    expect(directory.snapshot.get()).toMatchObject({ state: 'loaded' });
    expect(directory.snapshot.get().names.get(7)).toBe('user7');
  });
});
