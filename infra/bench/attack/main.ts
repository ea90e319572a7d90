import { parseArgs } from 'node:util';
import path from 'node:path';
import type { Built } from './product/product';
import { runSection, selfTestSection, type Row, type SelfTestRow } from './run';
import { sections } from './sections';
import { selfTestTableOf, tableOf } from './table';

const help = `npm run attack -- [--section NAME] [--rows ID,ID…] [--self-test] [--json]

Attacks the product, in a process of its own on loopback, and prints what held.
  --section NAME  one of ${sections.map(({ name }) => name).join(', ')}
  --rows IDS      only these rows, separated by commas
  --self-test     switches each row's defence off and tries the row again: it must fail then
  --json          prints the rows as JSON
Ends with 1 when something did not hold, or held without its defence.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      section: { type: 'string' },
      rows: { type: 'string' },
      'self-test': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  const ids = values.rows?.split(',');
  const wanted = sections
    .filter(({ name }) => values.section === undefined || name === values.section)
    .map(({ name, attacks }) => ({
      name,
      attacks: attacks.filter(({ id }) => ids === undefined || ids.includes(id)),
    }))
    .filter(({ attacks }) => attacks.length > 0);
  if (wanted.length === 0) {
    console.error(`There are no such rows; the sections are ${sections.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const built: Built = {
    productFile: path.resolve('build/run/infra-bench-attack-product-main.mjs'),
    workerFile: path.resolve('build/run/functions-automation-runner-worker-main.mjs'),
    webDirectory: path.resolve('web/dist'),
  };
  if (values['self-test'] === true) {
    const rows: SelfTestRow[] = [];
    const tell = ({ id, outcome }: SelfTestRow) => console.error(`${id} ${outcome.kind}`);
    for (const section of wanted) rows.push(...(await selfTestSection(section, built, tell)));
    console.log(values.json === true ? JSON.stringify(rows, null, 2) : selfTestTableOf(rows));
    return rows.some(({ outcome }) => outcome.kind !== 'seen-to-fail') ? 1 : 0;
  }
  const rows: Row[] = [];
  const tell = ({ id, verdict }: Row) => console.error(`${id} ${verdict.held ? 'held' : 'NOT HELD'}`);
  for (const section of wanted) rows.push(...(await runSection(section, built, tell)));
  console.log(values.json === true ? JSON.stringify(rows, null, 2) : tableOf(rows));
  return rows.some(({ verdict }) => !verdict.held) ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
