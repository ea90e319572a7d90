import { CodePoints } from '../code-points';
import { decodePartition, rangesOf } from './decode';
import { blockNames, blockRuns, scriptNames, scriptRuns } from './tables';

const scripts = decodePartition(scriptRuns);
const scriptIndex = new Map(
  scriptNames
    .toUpperCase()
    .split(' ')
    .flatMap((both, index) => both.split(':').map((name) => [name, index] as const)),
);

/** The points of a script, by its name or its ISO 15924 code, whatever their case; null for none of that name. */
export function scriptSet(name: string): CodePoints | null {
  const index = scriptIndex.get(name.toUpperCase());
  if (index === undefined) return null;
  return CodePoints.ofRanges(rangesOf(scripts, (script) => script === index));
}

const plain = (name: string) => name.toUpperCase().replace(/[ _-]/g, '');
const blocks = decodePartition(blockRuns);
const blockIndex = new Map(blockNames.split(' ').map((name, index) => [plain(name), index] as const));
blockIndex.delete(plain('No_Block'));
/** Names that blocks had in earlier versions, and that Java still knows. */
const formerBlocks: ReadonlyMap<string, string> = new Map([
  ['GREEK', 'GREEKANDCOPTIC'],
  ['CYRILLICSUPPLEMENTARY', 'CYRILLICSUPPLEMENT'],
  ['COMBININGMARKSFORSYMBOLS', 'COMBININGDIACRITICALMARKSFORSYMBOLS'],
]);

/** The points of a block, by its name without regard to case, spaces, hyphens and underscores; null for none. */
export function blockSet(name: string): CodePoints | null {
  const key = plain(name);
  const index = blockIndex.get(formerBlocks.get(key) ?? key);
  if (index === undefined) return null;
  return CodePoints.ofRanges(rangesOf(blocks, (block) => block === index));
}
