import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import { withMiddleware } from '../../plants';
import { message } from './request-row';

/** Texts that the database, the log or a route would read as its own. */
export const texts: readonly Attack[] = [
  {
    id: 'H32',
    tries: 'text in a search that the database would read as its own language',
    defence: 'words are quoted, values are bound',
    weakening: inProduct(['words.map(quoted).join(" AND ")', 'words.join(" AND ")']),
    async attempt(product) {
      const person = await product.person();
      await product.call('POST', '/api/messages', message(person, { messageBody: 'apple pie' }));
      const search = (q: string) =>
        product.call('GET', `/api/search?q=${encodeURIComponent(q)}`, { token: person.token });
      for (let waited = 0; waited < 10_000; waited += 100) {
        if (((await search('apple')).json['messages'] as unknown[]).length === 1) break;
        await pause(100);
      }
      const wrong: string[] = [];
      for (const q of [
        'pear OR apple',
        'appl*',
        'NOT pear',
        '"',
        "') UNION SELECT 1;--",
        'NEAR( apple pie )',
      ]) {
        const { status, json } = await search(q);
        if (status !== 200 || (json['messages'] as unknown[]).length > 0) wrong.push(`${q}: ${status}`);
      }
      const { json } = await search('pie apple');
      return all([
        holdsWhen(wrong.length === 0, `answered otherwise than with nothing: ${wrong.join(', ')}`),
        holdsWhen((json['messages'] as unknown[]).length === 1, 'what is there was not found'),
      ]);
    },
  },
  {
    id: 'H55',
    tries: 'a line of the log, forged by a path, a name and a header',
    defence: 'the log is JSON, and is given nothing that a caller wrote',
    weakening: withMiddleware(
      '(request, response, next) => { deps.telemetry.log("INFO", decodeURIComponent(request.url)); next(); }',
    ),
    async attempt(product) {
      const forged = '%0a{"severity":"CRITICAL","message":"forged"}';
      await product.call('GET', `/api/${forged}`);
      await product.call('POST', '/api/login', {
        json: { username: decodeURIComponent(forged), password: 'a long password' },
        headers: { 'user-agent': '{"severity":"CRITICAL"}' },
      });
      const { log } = await product.ask({ kind: 'examine' });
      return holdsWhen(!log.includes('forged') && !log.includes('CRITICAL'), 'it is in the log');
    },
  },
  {
    id: 'H62',
    tries: 'ids in addresses that are other than ids, or the same in another spelling',
    defence: 'an id has one spelling; what has another is not there',
    weakening: inProduct([
      'if (/^[1-9]\\d{0,9}$/.test(id) && isUserId(Number(id))) return Number(id);',
      'return Number(id);',
    ]),
    async attempt(product) {
      const { token } = await product.person();
      const other = await product.person();
      const ids = [
        ...['.', '..', '%2e%2e', '__proto__', 'constructor', '%00', 'a%2fb', '%ff', '', '-1', '0', '1e0'],
        ...[`0x${other.id.toString(16)}`, `%20${other.id}`, `${other.id}.0`, `0${other.id}`, '2147483648'],
      ];
      const reached: string[] = [];
      for (const id of ids) {
        const answers = [
          await product.call('PUT', `/api/blocks/${id}`, { token }),
          await product.call('DELETE', `/api/sessions/${id}`, { token }),
          await product.call('GET', `/api/scripts/${id}`, { token }),
          await product.call('GET', `/api/scripts/recv/versions/${id}`, { token }),
          await product.call('GET', `/api/messages?conversation=${id}`, { token }),
        ];
        answers.forEach(({ status, json }, i) => {
          const isEmpty = i === 4 && status === 200 && (json['messages'] as unknown[]).length === 0;
          // The list of versions has the address of a version without a name.
          const isList = i === 3 && status === 200 && Array.isArray(json['versions']);
          if (!isEmpty && !isList && (status < 400 || status >= 500)) reached.push(`${id} (${i}) ${status}`);
        });
      }
      const { json } = await product.call('GET', '/api/blocks', { token });
      return all([
        holdsWhen(reached.length === 0, `reached by ${reached.join(', ')}`),
        holdsWhen((json['users'] as unknown[]).length === 0, 'somebody is blocked'),
      ]);
    },
  },
];
