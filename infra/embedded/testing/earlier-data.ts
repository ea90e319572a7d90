import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/**
 * Lays out a data folder as an earlier version of Parley left it: three people (ada, bob with a script, cyd with a fixed
 * reply), what they wrote, and the answers.
 * @param schema the version of its schema, of those in this folder
 */
export function layOutEarlierData(directory: string, schema: 1): void {
  const source = path.resolve(`infra/embedded/testing/schema-${schema}`);
  mkdirSync(directory, { recursive: true });
  for (const name of ['parley', 'accounts']) {
    const database = new DatabaseSync(path.join(directory, `${name}.db`));
    database.exec(readFileSync(path.join(source, `${name}.sql`), 'utf8'));
    database.close();
  }
  cpSync(path.join(source, 'scripts'), path.join(directory, 'scripts'), { recursive: true });
}
