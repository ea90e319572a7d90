import { readFileSync, writeFileSync } from 'node:fs';
import { catalogue } from './catalogue';
import { withTable } from './page';

/** Writes the table of docs/metrics.md anew from the catalogue. */
const file = 'docs/metrics.md';
writeFileSync(file, withTable(readFileSync(file, 'utf8'), catalogue));
