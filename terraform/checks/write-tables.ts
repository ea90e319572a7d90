import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createReader, loadConfiguration, readSources } from './configuration';
import { readmesOf, withTables } from './tables';

/** `npm run terraform:tables`: writes the tables of variables and outputs into the READMEs. */
async function main(): Promise<void> {
  const root = path.resolve('terraform');
  const configuration = await loadConfiguration(readSources(root), createReader());
  for (const [file, module] of readmesOf(configuration)) {
    const place = path.join(root, file);
    writeFileSync(place, withTables(readFileSync(place, 'utf8'), module));
  }
}

await main();
