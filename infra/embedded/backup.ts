import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { EmbeddedError } from './errors';
import { lockFolder } from './folder-lock';
import { accountsMigrations, storeMigrations } from './schema';

/** What a backup holds: listed in its file `manifest.json`, so that what was damaged is never restored. */
interface Manifest {
  readonly product: 'parley';
  readonly format: 1;
  /** RFC 3339. */
  readonly at: string;
  readonly schema: { readonly store: number; readonly accounts: number };
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

const manifestFile = 'manifest.json';
const keysFile = 'session-keys';

/** Called with each file when it is done. */
export type BackupProgress = (file: string, done: number, of: number) => void;

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
};

async function filesUnder(folder: string, under = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, under), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const name = path.join(under, entry.name);
      return entry.isDirectory() ? filesUnder(folder, name) : [name];
    }),
  );
  return found.flat().sort();
}

/**
 * Writes a consistent copy of a data folder into a new folder, while Parley may be serving from it. Scripts are copied
 * before the database that says who has some, and the database before the accounts: whatever one of them names is in
 * the next. A backup that was interrupted has no manifest, and is never restored.
 * Throws an {@link EmbeddedError}: `no-data`, `backup-exists`.
 */
export async function backUp(
  directory: string,
  target: string,
  now: number,
  onProgress: BackupProgress = () => {},
): Promise<{ readonly files: number; readonly bytes: number }> {
  if (!existsSync(path.join(directory, 'parley.db'))) {
    throw new EmbeddedError(
      'no-data',
      `There is no data of Parley in ${directory}: set PARLEY_DATA to its folder.`,
    );
  }
  if (existsSync(target)) {
    throw new EmbeddedError('backup-exists', `${target} is there already: name a folder that is not.`);
  }
  await mkdir(target, { recursive: true, mode: 0o700 });
  const scripts = path.join(directory, 'scripts');
  const names = existsSync(scripts)
    ? (await filesUnder(scripts)).filter((name) => !name.endsWith('.tmp'))
    : [];
  // Which version is active before the versions: the one that it names is there.
  const ordered = [...names].sort((a, b) => Number(b.endsWith('active')) - Number(a.endsWith('active')));
  const of = ordered.length + 3;
  let done = 0;
  const progress = (file: string) => onProgress(file, ++done, of);
  for (const name of ordered) {
    const to = path.join(target, 'scripts', name);
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(path.join(scripts, name), to);
    progress(path.join('scripts', name));
  }
  const schema = { store: 0, accounts: 0 };
  for (const [part, file] of [
    ['store', 'parley.db'],
    ['accounts', 'accounts.db'],
  ] as const) {
    schema[part] = copyDatabase(path.join(directory, file), path.join(target, file));
    progress(file);
  }
  if (existsSync(path.join(directory, keysFile))) {
    await copyFile(path.join(directory, keysFile), path.join(target, keysFile));
  }
  progress(keysFile);
  const files = [];
  for (const name of await filesUnder(target)) {
    const file = path.join(target, name);
    files.push({ path: name, bytes: (await stat(file)).size, sha256: await hashOf(file) });
  }
  const at = new Date(now).toISOString();
  const manifest: Manifest = { product: 'parley', format: 1, at, schema, files };
  await writeFile(path.join(target, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Copies a database as it is at one moment, and returns the version of its schema. */
function copyDatabase(from: string, to: string): number {
  const database = new DatabaseSync(from, { timeout: 5_000 });
  try {
    database.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } finally {
    database.close();
  }
  const copy = new DatabaseSync(to, { timeout: 5_000 });
  try {
    const { user_version: version } = copy.prepare('PRAGMA user_version').get() as { user_version: number };
    return version;
  } finally {
    copy.close();
  }
}

/**
 * Puts a backup in the place of a data folder; what was there is kept beside it, under the name that is returned.
 * The data gets a new epoch: every cursor from before is refused and its client reads anew, so nothing that was accepted
 * after the backup can hide a hole. Throws an {@link EmbeddedError}: `data-in-use`, `backup-damaged`, `schema-newer`.
 */
export async function restore(
  source: string,
  directory: string,
  epoch: string,
  now: number,
  onProgress: BackupProgress = () => {},
): Promise<{ readonly at: string; readonly kept: string | null }> {
  const manifest = await readManifest(source);
  const fresh = `${directory}.restoring`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  let done = 0;
  for (const { path: name, sha256 } of manifest.files) {
    const [from, to] = [path.join(source, name), path.join(fresh, name)];
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(from, to);
    if ((await hashOf(to)) !== sha256) throw damaged(source, `${name} is not what it was`);
    onProgress(name, ++done, manifest.files.length);
  }
  beginEpoch(path.join(fresh, 'parley.db'), manifest.schema.store, epoch);
  const kept = existsSync(directory)
    ? `${directory}.before-${new Date(now).toISOString().replace(/[:.]/g, '')}`
    : null;
  if (kept !== null) {
    const lock = lockFolder(directory);
    lock.release();
    await rename(directory, kept);
  }
  await rename(fresh, directory);
  return { at: manifest.at, kept };
}

const damaged = (source: string, what: string) =>
  new EmbeddedError('backup-damaged', `The backup in ${source} can't be restored: ${what}.`);

async function readManifest(source: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await readFile(path.join(source, manifestFile), 'utf8')) as Manifest;
  } catch {
    throw damaged(source, `it has no ${manifestFile}, so it is none or was never finished`);
  }
  if (manifest.product !== 'parley' || manifest.format !== 1 || !Array.isArray(manifest.files)) {
    throw damaged(source, `its ${manifestFile} is not of a kind that is known here`);
  }
  const { store, accounts } = manifest.schema;
  if (store > storeMigrations.length || accounts > accountsMigrations.length) {
    throw new EmbeddedError(
      'schema-newer',
      `The backup in ${source} was made by a newer version of Parley. Run that version.`,
    );
  }
  const isInside = manifest.files.every(
    ({ path: name }) => !path.isAbsolute(name) && !name.split(/[\\/]/).includes('..'),
  );
  if (!isInside) throw damaged(source, 'it names files outside itself');
  return manifest;
}

/** Relays and sessions of the time of the backup are gone; and whatever was read since is not there. */
function beginEpoch(file: string, schema: number, epoch: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    database.exec('DELETE FROM lease; DELETE FROM live_session');
    // The first schema had no epochs: it gets one when it is migrated.
    if (schema > 1) database.prepare("UPDATE setting SET value = ? WHERE name = 'epoch'").run(epoch);
  } finally {
    database.close();
  }
}
