import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Ids } from '@parley/ports';
import { AccountsError, accountsCodes } from './errors';

/** What a hash costs, in scrypt's terms (RFC 7914); it takes `128 · 2^log2N · r` bytes of memory. */
export interface PasswordCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** The first of the settings that OWASP's Password Storage Cheat Sheet lists for scrypt: 128 MiB. */
export const owaspCost: PasswordCost = { log2N: 17, r: 8, p: 1 };

export interface PasswordHasher {
  /** A PHC-like string: `$scrypt$ln=17,r=8,p=1$salt$hash`, both base64 without padding. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one. With null, for nobody, it takes as long and says no. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

export interface PasswordHasherOptions {
  readonly ids: Ids;
  readonly cost?: PasswordCost;
  /** Hashes at the same time, since each takes 128 MiB. */
  readonly most?: number;
  /** Hashes that may wait for their turn; the next is refused with the code `sign-in-busy`. */
  readonly waiting?: number;
}

const hashBytes = 32;
const saltBytes = 16;
const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function derive(password: string, salt: Uint8Array, { log2N, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    // One password typed on two keyboards may arrive composed or decomposed.
    const bytes = Buffer.from(password.normalize('NFC'), 'utf8');
    scrypt(bytes, salt, hashBytes, { N, r, p, maxmem: 160 * N * r * p }, (failure, key) =>
      failure === null ? resolve(key) : reject(failure),
    );
  });
}

/** Lets `most` pieces of work run at the same time, and `waiting` more wait. */
function turnstile(most: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) {
      if (queue.length >= waiting) {
        throw new AccountsError(accountsCodes.busy, 'Too many passwords wait to be hashed.');
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      // The turn goes to the next one in the queue, if there is one.
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** Hashes passwords with scrypt, off the event loop. */
export function createPasswordHasher(options: PasswordHasherOptions): PasswordHasher {
  const { ids, cost = owaspCost } = options;
  const inTurn = turnstile(options.most ?? 2, options.waiting ?? 32);
  const nobodysSalt = ids.bytes(saltBytes);
  return {
    async hash(password) {
      const salt = ids.bytes(saltBytes);
      const key = await inTurn(() => derive(password, salt, cost));
      return `$scrypt$ln=${cost.log2N},r=${cost.r},p=${cost.p}$${encode(salt)}$${encode(key)}`;
    },
    async verify(password, stored) {
      if (stored === null) {
        await inTurn(() => derive(password, nobodysSalt, cost));
        return false;
      }
      const [, log2N, r, p, salt, hash] = form.exec(stored) ?? [];
      if (salt === undefined || hash === undefined) {
        throw new AccountsError(accountsCodes.passwordHashMalformed, 'A stored password hash is damaged.');
      }
      const storedCost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
      const key = await inTurn(() => derive(password, Buffer.from(salt, 'base64'), storedCost));
      return timingSafeEqual(key, Buffer.from(hash, 'base64'));
    },
  };
}
