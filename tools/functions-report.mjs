// `npm run report:functions`: bundles every function and the relay, and prints a table of sizes and of what each takes to
// start: medians of three rounds.
import { statSync } from 'node:fs';
import path from 'node:path';
import { bare, measureStarts } from './function-starts.mjs';
import { cloudDirectory } from './functions.mjs';

const { missing, starts } = await measureStarts({ rounds: 3 });
if (starts === undefined) {
  console.log(['The report needs the emulators. Missing:', ...missing].join('\n  '));
  process.exit(0);
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medianOf = (name, what) => median(starts[name].map((each) => each[what]));

const sizeOf = (name, file) => {
  try {
    return statSync(path.join(cloudDirectory, name, file)).size;
  } catch {
    return 0;
  }
};
const kib = (name, file) => {
  const bytes = name === bare ? 0 : sizeOf(name, file);
  return bytes === 0 ? '' : `${Math.round(bytes / 1024)} KiB`;
};

const nothing = medianOf(bare, 'handled');
console.log(
  '| function | bundle | worker | until it listens | until its first event is handled | of nothing |\n| --- | --- | --- | --- | --- | --- |',
);
for (const name of Object.keys(starts)) {
  const handled = starts[name][0].handled === null ? null : medianOf(name, 'handled');
  const cells = [
    name === bare ? 'a function that does nothing' : `\`${name}\``,
    kib(name, 'index.mjs'),
    kib(name, 'worker.mjs'),
    `${medianOf(name, 'listening')} ms`,
    handled === null ? '' : `${handled} ms`,
    handled === null ? '' : `× ${(handled / nothing).toFixed(1)}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
