import { inProduct, type Attack } from '../../attack';
import { is, requestRow, type Request } from './request-row';

const byPrefix =
  'WHERE name_key >= ? AND substr(name_key, 1, ?) = ? AND name_key > ? ORDER BY name_key LIMIT ?`,';
const asPattern = inProduct([
  byPrefix,
  "WHERE ?1 IS NOT NULL AND ?2 IS NOT NULL AND name_key LIKE ?3 || '%' AND name_key > ?4 ORDER BY name_key LIMIT ?5`,",
]);
const asPartOfTheStatement = inProduct([
  byPrefix,
  "WHERE ?1 IS NOT NULL AND ?2 > 0 AND ?3 IS NOT NULL AND ?4 IS NOT NULL AND ?5 > 0 AND name_key = '${key}'`,",
]);

const requests: readonly Request[] = [
  ...(['limit=-1', 'limit=0', 'limit=NaN', 'limit=1e9', 'limit='] as const).map((query, i): Request => ({
    id: `H${18 + i}`,
    tries: `a page with ${query}`,
    defence: 'a whole number from 1',
    method: 'GET',
    path: `/api/users?${query}`,
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct([
      'if (!/^[1-9]\\d{0,8}$/.test(text)) throw',
      'if (!/^[1-9]\\d{0,8}$/.test(text)) return limits.pageDefault; if (false) throw',
    ]),
  })),
  {
    id: 'H23',
    tries: 'a parameter given twice',
    defence: 'each at most once',
    method: 'GET',
    path: '/api/users?limit=1&limit=2',
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct(
      ['if (typeof value !== "string") throw', 'if (false) throw'],
      ['if (!/^[1-9]\\d{0,8}$/.test(text)) throw', 'if (false) throw'],
      ['return Math.min(Number(text), limits.pageMaximum);', 'return 1;'],
    ),
  },
  {
    id: 'H24',
    tries: 'a parameter called __proto__',
    defence: 'none but those that are named',
    method: 'GET',
    path: '/api/users?__proto__[limit]=1&constructor=2',
    call: ({ token }) => ({ token }),
    holds: is(400),
    weakening: inProduct(['if (!names.includes(name)) throw', 'if (false) throw']),
  },
  ...(
    [
      ['%', asPattern],
      ['%_', asPattern],
      ["' OR 1=1--", asPartOfTheStatement],
    ] as const
  ).map(([prefix, weakening], i): Request => ({
    id: `H${33 + i}`,
    tries: `people whose name begins with ${prefix}`,
    defence: 'a prefix is a value that is bound, and compared: no pattern',
    method: 'GET',
    path: `/api/users?q=${encodeURIComponent(prefix)}`,
    call: ({ token }) => ({ token }),
    holds: ({ status, json: { users } }) => status === 200 && Array.isArray(users) && users.length === 0,
    weakening,
  })),
];

/** Parameters of an address. */
export const parameters: readonly Attack[] = requests.map(requestRow);
