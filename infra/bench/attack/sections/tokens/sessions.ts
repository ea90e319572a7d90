import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { within } from '../../client/pause';
import { labKey, type Person } from '../../product/product';
import { everybodyIsVouchedFor } from '../../plants';
import { doorsOpenedBy, forge, secondsNow, sessionOf } from './forge';
import { login } from './login';

/** Sessions that ended, or should have, and what may be done with one. */
export const sessions: readonly Attack[] = [
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
    weakening: inProduct(['if (session.sid === sid) session.close(', 'if (false) session.close(']),
    async attempt(product) {
      const person = await product.person();
      const client = await product.connect(person);
      await product.call('POST', '/api/logout', { token: person.token });
      const code = await within(10_000, client.closed);
      client.socket.terminate();
      return holdsWhen(code === 4401, `it was closed with ${code}`);
    },
  },
  {
    id: 'T32',
    tries: 'a socket whose token expires while it is open',
    defence: 'sockets are looked through when the next token expires',
    weakening: inProduct(['if (each.expiresAt <= now) each.expire()', 'if (false) each.expire()']),
    async attempt(product) {
      const person = await product.person();
      const token = forge(sessionOf(person.token), { claims: { exp: secondsNow() + 3 } });
      const client = await product.connect({ ...person, token });
      const code = await within(20_000, client.closed);
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
    id: 'T47',
    tries: 'an ID token of nobody’s',
    defence: 'only a provider that was configured vouches',
    weakening: everybodyIsVouchedFor,
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
  {
    id: 'T53',
    tries: 'a server whose key is four bytes, or no secret',
    defence: 'it does not start: keys have 32 bytes at least, and are random',
    weakening: inProduct(['if (bytes.length < leastBytes || new Set(bytes).size < 8) {', 'if (false) {']),
    async attempt(product) {
      const weak = [Buffer.from('four'), Buffer.alloc(32), Buffer.alloc(32, 'ab')];
      const started: number[] = [];
      for (const key of weak) {
        try {
          const other = await product.another({ keys: `weak:${key.toString('base64url')}` });
          started.push(key.length);
          await other.close();
        } catch {
          // It did not start, as it should.
        }
      }
      return holdsWhen(started.length === 0, `it started with keys of ${started.join(', ')} bytes`);
    },
  },
  {
    id: 'T54',
    tries: 'a token of a key that has left the ring, and one of a key that is still in it',
    defence: 'the first key signs, all that are in the ring verify',
    options: {
      keys: `new:${Buffer.from('another key of the laboratory: 7').toString('base64url')},${labKey}`,
    },
    weakening: inProduct(['ring.all.get(kid ?? "")?.key ?? decoy', 'ring.all.get("lab").key']),
    async attempt(product) {
      const person = await product.person();
      const session = sessionOf(person.token);
      const [kept, left] = [
        await doorsOpenedBy(product, forge(session)),
        await doorsOpenedBy(product, forge(session, { header: { kid: 'left' } })),
      ];
      return all([
        holdsWhen(left.length === 0, `it opened ${left.join(', ')}`),
        holdsWhen(kept.length === 3, `one that is still in it opened only ${kept.join(', ')}`),
      ]);
    },
  },
];
