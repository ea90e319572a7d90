import { composedWith, holdsWhen, inProduct, type Attack } from '../../attack';
import { noLimit, type Product } from '../../product/product';
import { login } from './login';

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
const withoutLimit = composedWith({ loginsPerMinute: 1_000_000 });
/** Few wrong passwords, behind a proxy that says where they come from. */
const limitedGuesses = {
  proxies: 1,
  wrongPasswords: { ofNetwork: { atOnce: 5, perHour: 1 }, ofAccount: { atOnce: 20, perHour: 1 } },
};
const from = (address: string) => ({ 'x-forwarded-for': address });

/** Passwords that are guessed, and people who are searched for by guesses. */
export const guessing: readonly Attack[] = [
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
    weakening: withoutLimit,
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
    weakening: withoutLimit,
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
    id: 'T49',
    tries: 'guessing from all addresses of one network of IPv6',
    defence: 'an address of IPv6 counts by its first 64 bits',
    options: { ...limitedLogins, proxies: 1 },
    weakening: inProduct(['return `${all.slice(0, 4).join(":")}::/64`;', 'return address;']),
    async attempt(product) {
      const { username } = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) {
        const headers = from(`2001:db8:1:2:${i}::${i}`);
        statuses.push((await login(product, username, `guess number ${i}`, headers)).status);
      }
      return holdsWhen(statuses.at(-1) === 429, `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'T50',
    tries: 'guessing one account’s password, slowly, from one address',
    defence: 'wrong passwords an hour, account and network',
    options: limitedGuesses,
    weakening: composedWith({
      wrongPasswords: { ...noLimit, ofAccount: limitedGuesses.wrongPasswords.ofAccount },
    }),
    async attempt(product) {
      const { username } = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) {
        statuses.push((await login(product, username, `guess number ${i}`, from('203.0.113.1'))).status);
      }
      return holdsWhen(
        statuses.join() === '401,401,401,401,401,429,429',
        `the answers were ${statuses.join(', ')}`,
      );
    },
  },
  {
    id: 'T51',
    tries: 'guessing one account’s password from another address each time',
    defence: 'wrong passwords an hour and account, from all strange networks together',
    options: limitedGuesses,
    weakening: composedWith({
      wrongPasswords: { ...noLimit, ofNetwork: limitedGuesses.wrongPasswords.ofNetwork },
    }),
    async attempt(product) {
      const { username } = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 22; i++) {
        statuses.push((await login(product, username, `guess number ${i}`, from(`203.0.113.${i}`))).status);
      }
      return holdsWhen(
        statuses.filter((status) => status === 401).length === 20 && statuses.at(-1) === 429,
        `the answers were ${statuses.join(', ')}`,
      );
    },
  },
  {
    id: 'T52',
    tries: 'locking somebody out by wrong passwords, at home and elsewhere',
    defence: 'where somebody signed in before, only what is guessed there counts',
    options: limitedGuesses,
    weakening: inProduct(['const isKnown = known.has(place);', 'const isKnown = false;']),
    async attempt(product) {
      const { username, password } = await product.person();
      const home = from('198.51.100.7');
      const first = await login(product, username, password, home);
      for (let i = 0; i < 30; i++) {
        await login(product, username, `guess number ${i}`, from(`203.0.113.${i}`));
      }
      const [stranger, owner] = [
        await login(product, username, password, from('203.0.113.200')),
        await login(product, username, password, home),
      ];
      return holdsWhen(
        first.status === 200 && stranger.status === 429 && owner.status === 200,
        `the owner was answered with ${first.status}, then with ${owner.status}; a stranger with ${stranger.status}`,
      );
    },
  },
];
