import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConformanceCase } from './conformance-case';
import { decodeSource, FolderModules } from './folder-modules';

/**
 * The cases of a folder, by name: `NAME.ol` with its companions, or a folder `NAME/` with `main.ol` and its own.
 * A case of one file sees the other files of the folder as modules too; a folder is the root of its own.
 */
export function collectCases(folder: string): ConformanceCase[] {
  if (!existsSync(folder)) return [];
  const cases: ConformanceCase[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (existsSync(path.join(place, 'main.ol'))) cases.push(readCase(entry.name, place, 'main'));
    } else if (entry.name.endsWith('.ol')) {
      const name = entry.name.slice(0, -3);
      if (companionsOf(folder, name).length > 0) cases.push(readCase(name, folder, name));
    }
  }
  return cases.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const companionsOf = (folder: string, stem: string): string[] =>
  ['out', 'error'].filter((extension) => existsSync(path.join(folder, `${stem}.${extension}`)));

function readCase(name: string, folder: string, stem: string): ConformanceCase {
  const read = (extension: string): string | null => {
    const file = path.join(folder, `${stem}.${extension}`);
    return existsSync(file) ? decodeSource(readFileSync(file)) : null;
  };
  const errorLine = read('error');
  return {
    name,
    source: { file: `${stem}.ol`, text: read('ol') ?? '\0', modules: new FolderModules(folder) },
    arguments: argumentLines(read('args')),
    output: read('out') ?? '',
    fault: read('fault')?.trim() ?? null,
    errorLine: errorLine === null ? null : Number.parseInt(errorLine.trim().split(':').at(-1)!, 10),
  };
}

/** One argument a line; the last line's end does not begin another. */
function argumentLines(text: string | null): string[] {
  if (text === null || text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}
