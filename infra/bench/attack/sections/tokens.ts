import { createHmac, randomUUID } from 'node:crypto';
import { all, composedWith, holdsWhen, inProduct, notSeparable, type Attack, type Section } from '../attack';
import { open } from '../client/socket';
import { signingKey, type Person, type Product } from '../product/product';

const b64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
const secondsNow = () => Math.floor(Date.now() / 1000);

interface Forged {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Buffer;
  readonly hash?: string;
}

/** A token as the product makes them, for this session, with these differences; signed with the product's own key unless said. */
function forge(of: { sub: string; name: string; sid: string }, forged: Forged = {}): string {
  const { header = {}, claims = {}, key = signingKey, hash = 'sha256' } = forged;
  const now = secondsNow();
  const all = {
    ...of,
    iat: now - 10,
    exp: now + 3_000,
    iss: 'parley',
    aud: 'parley-session',
    jti: randomUUID(),
    ...claims,
  };
  const signed = `${b64({ alg: 'HS256', typ: 'JWT', kid: 'lab', ...header })}.${b64(all)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

/** What a genuine token of the person says of its session. */
function sessionOf(token: string): { sub: string; name: string; sid: string } {
  const { sub, name, sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    sub: string;
    name: string;
    sid: string;
  };
  return { sub, name, sid };
}

/** Whether the token opens any of the doors: the interface, its renewal, a socket. */
async function doorsOpenedBy(product: Product, token: string): Promise<string[]> {
  const opened: string[] = [];
  const headers = { authorization: `Bearer ${token}` };
  if ((await product.call('GET', '/api/account', { headers })).status === 200) opened.push('the interface');
  if ((await product.call('POST', '/api/refresh', { headers })).status === 200) opened.push('renewal');
  try {
    const client = open(product.url, ['parley.v1', `bearer.${token}`]);
    if ((await client.frame('Welcome')) !== null) opened.push('a socket');
    client.socket.terminate();
  } catch {
    // What is no token of HTTP can't even be offered as a subprotocol.
  }
  return opened;
}

const anyKey = 'ring.all.get(kid ?? "")?.key ?? decoy';
const signature =
  'const { payload } = await compactVerify(token, keyOf(header.kid), { algorithms: ["HS256"] });';
const unverified = 'const payload = fromBase64url(token.split(".")[1]);';
const headerCheck =
  'if (header.alg !== "HS256" || Object.keys(header).some((name) => !headerNames.has(name))) return null;';
const claimCheck = 'if (!parsed.ok || findBroken(parsed.json, claimRules) !== null) return invalid;';
const canonical = 'parts.every((part) => part !== "" && fromBase64url(part) !== null)';
const times = 'if (exp - iat > lifetimeSeconds || exp <= iat || iat > now + skewSeconds) return invalid;';

const withoutSignature = inProduct([headerCheck, ''], [signature, unverified]);
const withoutHeaderCheck = inProduct(
  [headerCheck, ''],
  [signature, signature.replace('{ algorithms: ["HS256"] }', '{ algorithms: ["HS256", "HS384", "HS512"] }')],
);
const withoutClaims = inProduct([claimCheck, 'if (!parsed.ok) return invalid;']);
const withoutTimes = inProduct([times, '']);
const withoutCanonical = inProduct([canonical, 'parts.every((part) => part !== "")']);

const forgeries: readonly (readonly [
  id: string,
  tries: string,
  defence: string,
  weakening: Attack['weakening'],
  make: (session: ReturnType<typeof sessionOf>, genuine: string) => string,
])[] = [
  [
    'T01',
    'alg none, no signature',
    'HS256 only',
    inProduct(
      [headerCheck, ''],
      [signature, unverified],
      ['part !== "" && fromBase64url(part) !== null', 'true'],
    ),
    (of) => `${b64({ alg: 'none', kid: 'lab' })}.${forge(of).split('.')[1]}.`,
  ],
  [
    'T02',
    'alg none in other letters',
    'HS256 only',
    withoutSignature,
    (of) => forge(of, { header: { alg: 'nOnE' } }),
  ],
  [
    'T03',
    'HS512 by the right key',
    'HS256 only',
    withoutHeaderCheck,
    (of) =>
      forge(of, {
        header: { alg: 'HS512' },
        hash: 'sha512',
        key: Buffer.concat([signingKey, Buffer.alloc(0)]),
      }),
  ],
  ['T04', 'another key', 'the signature', withoutSignature, (of) => forge(of, { key: Buffer.alloc(32, 1) })],
  ['T05', 'an empty key', 'the signature', withoutSignature, (of) => forge(of, { key: Buffer.alloc(0) })],
  [
    'T06',
    'kid as a path',
    'kids are names of the ring',
    inProduct([anyKey, 'ring.first.key']),
    (of) => forge(of, { header: { kid: '../../dev/null' } }),
  ],
  [
    'T07',
    'kid __proto__',
    'the ring is a map',
    inProduct([anyKey, 'ring.first.key']),
    (of) => forge(of, { header: { kid: '__proto__' } }),
  ],
  [
    'T08',
    'no kid',
    'a kid is required',
    inProduct([anyKey, 'ring.first.key']),
    (of) => forge(of, { header: { kid: undefined } }),
  ],
  [
    'T09',
    'the attacker’s key in the header (jwk)',
    'no header but alg, kid, typ',
    inProduct([headerCheck, '']),
    (of) => forge(of, { header: { jwk: { kty: 'oct', k: 'AAAA' } } }),
  ],
  [
    'T10',
    'the address of a key in the header (jku, x5u)',
    'no header but alg, kid, typ; nothing is fetched',
    inProduct([headerCheck, '']),
    (of) => forge(of, { header: { jku: 'http://127.0.0.1:9/', x5u: 'http://127.0.0.1:9/' } }),
  ],
  [
    'T11',
    'a header that must be understood (crit)',
    'no header but alg, kid, typ',
    withoutSignature,
    (of) => forge(of, { header: { crit: ['b64'], b64: true } }),
  ],
  ['T12', 'another audience', 'aud', withoutClaims, (of) => forge(of, { claims: { aud: 'parley-cursor' } })],
  [
    'T13',
    'a list of audiences, ours in it',
    'aud',
    withoutClaims,
    (of) => forge(of, { claims: { aud: ['parley-session', 'x'] } }),
  ],
  [
    'T14',
    'another issuer: a token of Firebase Auth',
    'iss',
    withoutClaims,
    (of) => forge(of, { claims: { iss: 'https://securetoken.google.com/parley', aud: 'parley' } }),
  ],
  [
    'T15',
    'no expiry',
    'every claim is required',
    inProduct([claimCheck, 'if (!parsed.ok) return invalid;'], [times, '']),
    (of) => forge(of, { claims: { exp: undefined } }),
  ],
  [
    'T16',
    'a life of ten years',
    'at most an hour',
    withoutTimes,
    (of) => forge(of, { claims: { exp: secondsNow() + 315_360_000 } }),
  ],
  [
    'T17',
    'issued a minute from now',
    'clocks may differ by 5 s',
    withoutTimes,
    (of) => forge(of, { claims: { iat: secondsNow() + 60, exp: secondsNow() + 600 } }),
  ],
  [
    'T18',
    'a time that is a text',
    'types of claims',
    withoutClaims,
    (of) => forge(of, { claims: { exp: String(secondsNow() + 600) } }),
  ],
  [
    'T19',
    'a claim that is none of ours',
    'no claim but ours',
    withoutClaims,
    (of) => forge(of, { claims: { admin: true } }),
  ],
  [
    'T20',
    'the same token in another spelling',
    'canonical base64url',
    withoutCanonical,
    (_of, genuine) => {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const last = alphabet.indexOf(genuine.at(-1)!);
      return genuine.slice(0, -1) + alphabet[last ^ 1];
    },
  ],
  [
    'T21',
    'the JSON serialisation',
    'the compact form only',
    notSeparable('the reader knows no other form'),
    (of) => {
      const [protectedHeader, payload, mac] = forge(of).split('.');
      return Buffer.from(JSON.stringify({ payload, protected: protectedHeader, signature: mac })).toString(
        'base64url',
      );
    },
  ],
  [
    'T22',
    'five parts, as an encrypted token has',
    'three parts',
    notSeparable('the reader knows no other form'),
    (of) => `${forge(of)}.${b64({})}.${b64({})}`,
  ],
  [
    'T23',
    'a token of 1 MB',
    'at most 4,096 characters, and 16 KiB of headers',
    notSeparable('the server’s own limit of headers comes first'),
    () => `${'A'.repeat(1_000_000)}.AAAA.AAAA`,
  ],
  [
    'T24',
    'the session of somebody else with one’s own name',
    'a session belongs to its user',
    inProduct(
      ['return held.owner === userId;', 'return held.owner !== null;'],
      ['return owner === userId;', 'return owner !== null;'],
    ),
    (of) => forge({ ...of, sub: '1' }),
  ],
  [
    'T25',
    'a session that never was',
    'sessions are looked up',
    inProduct(
      ['return held.owner === userId;', 'return true;'],
      ['return owner === userId;', 'return true;'],
    ),
    (of) => forge({ ...of, sid: randomUUID() }),
  ],
];

const forgedRows = forgeries.map(([id, tries, defence, weakening, make]): Attack => ({
  id,
  tries,
  defence,
  weakening,
  async attempt(product) {
    // The first account is the one that a forged subject names.
    await product.person();
    const person = await product.person();
    const session = sessionOf(person.token);
    const opened = await doorsOpenedBy(product, make(session, person.token));
    const control = await doorsOpenedBy(product, forge(session));
    return all([
      holdsWhen(opened.length === 0, `it opened ${opened.join(', ')}`),
      // Without it, a forgery that is refused for a mistake of the laboratory's would count as held.
      holdsWhen(control.length === 3, `a token that is right opened only: ${control.join(', ')}`),
    ]);
  },
}));

const login = (product: Product, username: string, password: string, headers: Record<string, string> = {}) =>
  product.call('POST', '/api/login', { json: { username, password }, headers });

/** Median milliseconds of so many failed logins. */
async function loginTime(product: Product, username: () => string, count: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await login(product, username(), 'incorrect horse battery');
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[count >> 1]!;
}

const limitedLogins = { loginsPerMinute: 5 };

const sessionRows: readonly Attack[] = [
  {
    id: 'T30',
    tries: 'a token after its logout, and its renewal',
    defence: 'sessions are looked up; ended ones are remembered as such',
    weakening: inProduct([
      'await accounts.deleteSession(sid);\n      forget([sid]);\n    },\n    async sessions',
      '},\n    async sessions',
    ]),
    async attempt(product) {
      const person = await product.person();
      await product.call('POST', '/api/logout', { token: person.token });
      const opened = await doorsOpenedBy(product, person.token);
      return holdsWhen(opened.length === 0, `it opened ${opened.join(', ')}`);
    },
  },
  {
    id: 'T31',
    tries: 'a socket that stays open after the logout',
    defence: 'relays are told that the session ended',
    weakening: inProduct(['if (session.holder.sid === sid) session.close(', 'if (false) session.close(']),
    async attempt(product) {
      const person = await product.person();
      const client = await product.connect(person);
      await product.call('POST', '/api/logout', { token: person.token });
      const code = await Promise.race([
        client.closed,
        new Promise<null>((resolve) => setTimeout(() => resolve(null), 10_000)),
      ]);
      client.socket.terminate();
      return holdsWhen(code === 4401, `it was closed with ${code}`);
    },
  },
  {
    id: 'T32',
    tries: 'a socket whose token expires while it is open',
    defence: 'a timer for each socket',
    weakening: inProduct(['clock.setTimer(\n      expiresAt - clock.now(),', 'clock.setTimer(\n      1e9,']),
    async attempt(product) {
      const person = await product.person();
      const token = forge(sessionOf(person.token), { claims: { exp: secondsNow() + 3 } });
      const client = await product.connect({ ...person, token });
      const code = await Promise.race([
        client.closed,
        new Promise<null>((resolve) => setTimeout(() => resolve(null), 20_000)),
      ]);
      client.socket.terminate();
      return holdsWhen(code === 4401, `it was closed with ${code}`);
    },
  },
  {
    id: 'T33',
    tries: 'an expired token',
    defence: 'exp',
    weakening: inProduct(['return now >= exp ?', 'return false ?']),
    async attempt(product) {
      const person = await product.person();
      const token = forge(sessionOf(person.token), {
        claims: { iat: secondsNow() - 3_000, exp: secondsNow() - 60 },
      });
      const { status, json } = await product.call('GET', '/api/account', { token });
      return holdsWhen(status === 401 && json['code'] === 'token-expired', `it was answered with ${status}`);
    },
  },
  {
    id: 'T34',
    tries: 'the other sessions, after the password was changed',
    defence: 'a new password ends every other session',
    weakening: inProduct([
      'const ended = await accounts.deleteSessionsOf(holder.userId, holder.sid);',
      'const ended = [];',
    ]),
    async attempt(product) {
      const person = await product.person();
      const { json } = await login(product, person.username, person.password);
      const stolen = json['token'] as string;
      const changed = await product.call('PUT', '/api/password', {
        token: person.token,
        json: { password: person.password, newPassword: 'another one entirely' },
      });
      const opened = await doorsOpenedBy(product, stolen);
      return all([
        holdsWhen(changed.status === 204, `changing it was answered with ${changed.status}`),
        holdsWhen(opened.length === 0, `the other one opened ${opened.join(', ')}`),
      ]);
    },
  },
  {
    id: 'T35',
    tries: 'a new password with a stolen token alone',
    defence: 'the old password is asked for',
    weakening: inProduct(['if (hash === null || !await passwords.verify(password, hash)) {', 'if (false) {']),
    async attempt(product) {
      const person = await product.person();
      const { status } = await product.call('PUT', '/api/password', {
        token: person.token,
        json: { password: 'a guess of mine', newPassword: 'another one entirely' },
      });
      return holdsWhen(status === 403, `it was answered with ${status}`);
    },
  },
  {
    id: 'T36',
    tries: 'deleting the account from a page that was left open',
    defence: 'a sign-in of the last five minutes',
    weakening: inProduct(['if (!await signIn.isRecent(holder)) {', 'if (false) {']),
    async attempt(product) {
      const person = await product.person();
      await product.ask({ kind: 'age-session', userId: person.id, milliseconds: 6 * 60_000 });
      const { status } = await product.call('DELETE', '/api/account', { token: person.token });
      return holdsWhen(status === 403, `it was answered with ${status}`);
    },
  },
  {
    id: 'T37',
    tries: 'finding out who exists by the answers of a login',
    defence: 'one answer for a wrong name and a wrong password',
    weakening: inProduct([
      'return right && found !== null ? begin(found.account, device) : wrong;',
      'return found === null ? refused(accountsCodes.wrongCredentials, "There is nobody of this name.") : right ? begin(found.account, device) : wrong;',
    ]),
    async attempt(product) {
      const { username } = await product.person();
      const [known, unknown] = [
        await login(product, username, 'incorrect horse battery'),
        await login(product, 'nobody-of-this-name', 'incorrect horse battery'),
      ];
      return holdsWhen(
        known.status === 401 && known.text === unknown.text,
        `${known.text} is told from ${unknown.text}`,
      );
    },
  },
  {
    id: 'T38',
    tries: 'finding out who exists by the time of a login',
    defence: 'an unknown name is hashed against, too',
    options: { passwordCost: { log2N: 14, r: 8, p: 1 } },
    weakening: inProduct([
      'const right = await passwords.verify(password, found?.passwordHash ?? null);',
      'const right = found !== null && await passwords.verify(password, found.passwordHash);',
    ]),
    async attempt(product) {
      const { username } = await product.person();
      const known = await loginTime(product, () => username, 15);
      let i = 0;
      const unknown = await loginTime(product, () => `nobody-${(i += 1)}`, 15);
      const note = `medians ${known.toFixed(1)} and ${unknown.toFixed(1)} ms`;
      const ratio = Math.max(known, unknown) / Math.min(known, unknown);
      return holdsWhen(ratio < 2.5, `they differ by ${ratio.toFixed(1)} (${note})`, note);
    },
  },
  ...(
    [
      ['T40', 'a password of 7 characters', '1234567', 'if (characters < 8) return', 'if (false) return'],
      [
        'T41',
        'a password of 257 characters',
        'a'.repeat(257),
        'if (characters > 256) return',
        'if (false) return',
      ],
      [
        'T42',
        'a password with half of a surrogate pair',
        '\ud800'.repeat(9),
        'return /[\\ud800-\\udfff]/u.test(value) ?',
        'return false ?',
      ],
    ] as const
  ).map(([id, tries, password, text, by]): Attack => ({
    id,
    tries,
    defence: '8 to 256 characters of well-formed Unicode',
    weakening: inProduct([text, by]),
    async attempt(product) {
      const username = `password-${id}-${process.pid}`;
      const { status } = await product.call('POST', '/api/register', { json: { username, password } });
      return holdsWhen(status === 400, `it was answered with ${status}`);
    },
  })),
  {
    id: 'T43',
    tries: 'guessing a password from one address',
    defence: 'five logins a minute and address',
    options: limitedLogins,
    weakening: composedWith({ loginsPerMinute: 1_000_000 }),
    async attempt(product) {
      const { username } = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) statuses.push((await login(product, username, `guess number ${i}`)).status);
      return holdsWhen(statuses.at(-1) === 429, `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'T44',
    tries: 'the same with a new address in X-Forwarded-For each time',
    defence: 'the header counts only behind as many proxies as are configured',
    options: limitedLogins,
    weakening: inProduct(['app.set("trust proxy", deps.proxies ?? false);', 'app.set("trust proxy", true);']),
    async attempt(product) {
      const { username } = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) {
        const headers = { 'x-forwarded-for': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` };
        statuses.push((await login(product, username, `guess number ${i}`, headers)).status);
      }
      return holdsWhen(statuses.at(-1) === 429, `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'T45',
    tries: 'guessing the old password with a stolen token',
    defence: 'five a minute and account',
    options: limitedLogins,
    weakening: composedWith({ loginsPerMinute: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) {
        const { status } = await product.call('PUT', '/api/password', {
          token: person.token,
          json: { password: `guess number ${i}`, newPassword: 'another one entirely' },
        });
        statuses.push(status);
      }
      return holdsWhen(statuses.at(-1) === 429, `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'T46',
    tries: 'a thousand accounts from one address',
    defence: 'ten registrations a minute and address',
    options: { registrationsPerMinute: 10 },
    weakening: composedWith({ registrationsPerMinute: 1_000_000 }),
    async attempt(product) {
      const statuses: number[] = [];
      for (let i = 0; i < 12; i++) {
        const json = { username: `many-${process.pid}-${i}`, password: 'a long password' };
        statuses.push((await product.call('POST', '/api/register', { json })).status);
      }
      return holdsWhen(statuses.at(-1) === 429, `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'T47',
    tries: 'an ID token of nobody’s',
    defence: 'only a provider that was configured vouches',
    weakening: notSeparable(
      'no provider is configured on one machine; with Firebase Auth, firebase-admin decides',
    ),
    async attempt(product) {
      const person = await product.person();
      const forged = forge(sessionOf(person.token), {
        claims: { iss: 'https://securetoken.google.com/x', aud: 'x' },
      });
      const { status } = await product.call('POST', '/api/session', { json: { idToken: forged } });
      return holdsWhen(status === 401, `it was answered with ${status}`);
    },
  },
  {
    id: 'T48',
    tries: 'tokens, passwords and bodies in the log',
    defence: 'no line of the log is given any',
    weakening: inProduct(
      ['method: request.method,', 'method: request.headers.authorization,'],
      [
        'const { userId: id, username } = holder;',
        'const { userId: id, username } = holder; if (request.query.fail !== void 0) throw new Error("failed");',
      ],
    ),
    async attempt(product) {
      const person: Person = await product.person();
      await login(product, person.username, 'a wrong password');
      await product.call('GET', '/api/account?fail=1', { token: person.token });
      await product.call('GET', `/ws?token=${person.token}`);
      await product.call('POST', '/api/messages', {
        token: person.token,
        json: { messageBody: 'between the two of us', recipientIds: [person.id] },
      });
      const { log } = await product.ask({ kind: 'examine' });
      const found = [person.token, person.password, 'a wrong password', 'between the two of us'].find(
        (secret) => log.includes(secret),
      );
      return holdsWhen(found === undefined, 'one of them is in the log');
    },
  },
];

export const tokens: Section = { name: 'tokens', attacks: [...forgedRows, ...sessionRows] };
