import { inProduct, type Attack } from '../../attack';
import { is, requestRow, type Request } from './request-row';

const requests: readonly Request[] = [
  ...(
    [
      '<svg onload=alert(1)>',
      "Robert'); DROP TABLE users;--",
      'a\r\nSet-Cookie: a=b',
      '../../etc/passwd',
      'аdа',
      '=cmd|calc',
    ] as const
  ).map((username, i): Request => ({
    id: `H${25 + i}`,
    tries: `the name ${JSON.stringify(username)}`,
    defence: 'a name is 3 to 32 letters of ASCII, digits, ".", "_", "-"',
    method: 'POST',
    path: '/api/register',
    call: () => ({ json: { username, password: 'a long password' } }),
    holds: is(400),
    weakening: inProduct(['/^[A-Za-z0-9._-]{3,32}$/.test(value)', 'true']),
  })),
  {
    id: 'H31',
    tries: 'a time zone that is markup',
    defence: 'the name of a time zone that there is',
    method: 'PUT',
    path: '/api/settings',
    call: ({ token }) => ({ token, json: { timeZone: '"><script>alert(1)</script>' } }),
    holds: is(400),
    weakening: inProduct([
      'new Intl.DateTimeFormat("en", { timeZone: value });\n    return null;',
      'return null;',
    ]),
  },
];

/** Names and settings that would be markup, statements, paths or headers. */
export const names: readonly Attack[] = requests.map(requestRow);
