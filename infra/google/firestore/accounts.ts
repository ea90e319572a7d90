import type { Database, DocumentReference, Transaction } from './database';
import {
  silentTelemetry,
  type Account,
  type Accounts,
  type AccountSession,
  type Telemetry,
} from '@parley/ports';
import { counted } from '../counted';
import { daysAfter } from './days';
import { fieldsIfThere, fieldsOf, isBoolean, isInteger, isString, type Shape } from './documents';
import { deleteFound } from './paths';
import { createUserIds } from './user-ids';

interface StoredAccount {
  readonly username: string;
  readonly nameKey: string;
  readonly passwordHash: string;
  readonly operator: boolean;
}

const accountShape: Shape<StoredAccount> = {
  username: isString,
  nameKey: isString,
  passwordHash: isString,
  operator: isBoolean,
};
const ownerShape: Shape<{ userId: number }> = { userId: isInteger };
const sessionShape: Shape<Omit<AccountSession, 'sid'>> = {
  userId: isInteger,
  createdAt: isInteger,
  usedAt: isInteger,
  device: isString,
};

const keyOf = (username: string): string => username.toLowerCase();
/** A document's name made of any text. */
const nameFor = (text: string): string => `=${encodeURIComponent(text)}`;
const textIn = (name: string): string => decodeURIComponent(name.slice(1));
/** Behind every text that begins with the prefix. */
const behind = (prefix: string): string => `${prefix}\u{10ffff}`;
/** A sign-in lasts 30 days without use. */
const sessionDays = 31;

/**
 * Accounts in a database of their own: `accounts/{id}`; `names/{name}` and `identities/{identity}`, which make both
 * unique and say whose they are; `sessions/{sid}`; and `counters/users`, from which ids are taken in blocks. Its calls are
 * counted where `telemetry` is given.
 */
export function createAccounts(
  db: Database,
  telemetry: Pick<Telemetry, 'count'> = silentTelemetry,
): Accounts {
  const userIds = createUserIds(db);
  const accountOf = (id: number) => db.doc(`accounts/${id}`);
  const nameOf = (username: string) => db.doc(`names/${nameFor(keyOf(username))}`);
  const identityOf = (identity: string) => db.doc(`identities/${nameFor(identity)}`);
  const sessionOf = (sid: string) => db.doc(`sessions/${nameFor(sid)}`);
  const sessionsFor = (userId: number) => db.collection('sessions').where('userId', '==', userId);

  const identitiesOf = (userId: number) => db.collection('identities').where('userId', '==', userId);

  const byId = async (id: number): Promise<StoredAccount | null> =>
    fieldsIfThere(await accountOf(id).get(), accountShape);
  const ownerIn = async (transaction: Transaction, document: DocumentReference): Promise<number | null> =>
    fieldsIfThere(await transaction.get(document), ownerShape)?.userId ?? null;

  /** The account with this id under this name, or null when another has the name. */
  const add = async (
    transaction: Transaction,
    id: number,
    username: string,
    passwordHash: string,
  ): Promise<Account | null> => {
    const owner = await ownerIn(transaction, nameOf(username));
    // Its own: the answer to a commit that succeeded was lost, and the transaction is run again.
    if (owner !== null) return owner === id ? { id, username } : null;
    transaction.create(nameOf(username), { userId: id });
    transaction.create(accountOf(id), { username, nameKey: keyOf(username), passwordHash, operator: false });
    return { id, username };
  };

  const update = async (id: number, fields: Partial<StoredAccount>): Promise<boolean> =>
    db.runTransaction(async (transaction) => {
      const document = accountOf(id);
      if (!(await transaction.get(document)).exists) return false;
      transaction.update(document, fields);
      return true;
    });

  const accounts: Accounts = {
    async create(username, passwordHash) {
      const id = await userIds.next();
      return db.runTransaction((transaction) => add(transaction, id, username, passwordHash));
    },
    async credentials(username) {
      const owner = fieldsIfThere(await nameOf(username).get(), ownerShape);
      const found = owner === null ? null : await byId(owner.userId);
      if (owner === null || found === null) return null;
      return { account: { id: owner.userId, username: found.username }, passwordHash: found.passwordHash };
    },
    async byIds(ids) {
      const found = await db.allOf([...new Set(ids)].map(accountOf));
      return found
        .filter(({ exists }) => exists)
        .map((snapshot) => ({ id: Number(snapshot.id), username: fieldsOf(snapshot, accountShape).username }))
        .sort((a, b) => a.id - b.id);
    },
    async list({ prefix, after = '', limit }) {
      const key = keyOf(prefix);
      const last = keyOf(after);
      const names = db.collection('accounts').orderBy('nameKey').endAt(behind(key));
      const from = last >= key && last !== '' ? names.startAfter(last) : names.startAt(key);
      const { docs } = await from.limit(limit + 1).get();
      const users = docs.slice(0, limit).map((snapshot) => ({
        id: Number(snapshot.id),
        username: fieldsOf(snapshot, accountShape).username,
      }));
      return { users, next: docs.length > limit ? users.at(-1)!.username : null };
    },
    async passwordHash(userId) {
      const hash = (await byId(userId))?.passwordHash ?? '';
      return hash === '' ? null : hash;
    },
    async setPasswordHash(userId, passwordHash) {
      await update(userId, { passwordHash });
    },
    async ofIdentity(identity) {
      const owner = fieldsIfThere(await identityOf(identity).get(), ownerShape);
      const found = owner === null ? null : await byId(owner.userId);
      return owner === null || found === null ? null : { id: owner.userId, username: found.username };
    },
    async createForIdentity(identity, username) {
      const id = await userIds.next();
      return db.runTransaction(async (transaction) => {
        const owner = await ownerIn(transaction, identityOf(identity));
        if (owner !== null) {
          const standing = fieldsOf(await transaction.get(accountOf(owner)), accountShape);
          return { id: owner, username: standing.username };
        }
        const account = await add(transaction, id, username, '');
        if (account !== null) transaction.create(identityOf(identity), { userId: id });
        return account;
      });
    },
    async copyOf(userId) {
      const account = await byId(userId);
      if (account === null) return null;
      const { docs } = await identitiesOf(userId).get();
      const { username, passwordHash, operator } = account;
      return {
        id: userId,
        username,
        passwordHash: passwordHash === '' ? null : passwordHash,
        operator,
        identities: docs.map(({ id }) => textIn(id)).sort(),
      };
    },
    async restore({ id, username, passwordHash, operator, identities }) {
      await userIds.leaveOut(id);
      return db.runTransaction(async (transaction) => {
        const owner = await ownerIn(transaction, nameOf(username));
        const standing = fieldsIfThere(await transaction.get(accountOf(id)), accountShape);
        if (standing !== null) return standing.nameKey === keyOf(username);
        if (owner !== null) return false;
        const fields = { username, nameKey: keyOf(username), passwordHash: passwordHash ?? '', operator };
        transaction.create(nameOf(username), { userId: id });
        transaction.create(accountOf(id), fields);
        for (const identity of identities) transaction.set(identityOf(identity), { userId: id });
        return true;
      });
    },
    async remove(userId) {
      await deleteFound(db, sessionsFor(userId));
      await deleteFound(db, identitiesOf(userId));
      await db.runTransaction(async (transaction) => {
        const account = fieldsIfThere(await transaction.get(accountOf(userId)), accountShape);
        if (account === null) return;
        transaction.delete(nameOf(account.username));
        transaction.delete(accountOf(userId));
      });
    },
    isOperator: async (userId) => (await byId(userId))?.operator ?? false,
    setOperator: (userId, operator) => update(userId, { operator }),
    async putSession({ sid, userId, createdAt, usedAt, device }) {
      const expireAt = daysAfter(usedAt, sessionDays);
      await sessionOf(sid).set({ sid, userId, createdAt, usedAt, device, expireAt });
    },
    async touchSession(sid, usedAt) {
      await db.runTransaction(async (transaction) => {
        const session = fieldsIfThere(await transaction.get(sessionOf(sid)), sessionShape);
        if (session === null || session.usedAt >= usedAt) return;
        transaction.update(sessionOf(sid), { usedAt, expireAt: daysAfter(usedAt, sessionDays) });
      });
    },
    async session(sid) {
      const session = fieldsIfThere(await sessionOf(sid).get(), sessionShape);
      return session === null ? null : { sid, ...session };
    },
    async sessionsOf(userId) {
      const { docs } = await sessionsFor(userId).get();
      return docs
        .map((snapshot) => ({ sid: textIn(snapshot.id), ...fieldsOf(snapshot, sessionShape) }))
        .sort((a, b) => b.usedAt - a.usedAt || b.createdAt - a.createdAt);
    },
    async deleteSession(sid) {
      await sessionOf(sid).delete();
    },
    async deleteSessionsOf(userId, except) {
      const found = await sessionsFor(userId).get();
      const others = found.docs.filter((snapshot) => snapshot.get('sid') !== except);
      const batch = db.batch();
      for (const { ref } of others) batch.delete(ref);
      await batch.commit();
      return others.map((snapshot) => String(snapshot.get('sid'))).sort();
    },
    sweepSessions: (usedBefore) =>
      deleteFound(db, db.collection('sessions').where('usedAt', '<', usedBefore).orderBy('usedAt')),
  };
  return counted(accounts, { service: 'firestore', telemetry });
}
