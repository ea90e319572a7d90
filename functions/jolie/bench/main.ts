import { engineRows } from './engine';
import { benchHere } from './here';
import { tableOf, verdictOf } from './table';

/** `npm run bench -w functions/jolie`: the engine's figures alone, without other engines. */
async function main(): Promise<void> {
  const progress = (what: string) => console.error(`measuring: ${what}`);
  const rows = await engineRows({ ...benchHere(), peers: [], progress });
  console.log(`${tableOf(rows)}\n\n${verdictOf(rows)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
