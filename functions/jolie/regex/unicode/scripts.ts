import { CodePoints } from '../code-points';
import { onceEach } from '../made-once';
import { decodePartition, rangesOf, type Partition } from './decode';
import { blockNames, blockRuns, scriptNames, scriptRuns } from './tables';

const scripts = decodePartition(scriptRuns);
const scriptIndex = new Map(
  scriptNames
    .toUpperCase()
    .split(' ')
    .flatMap((both, index) => both.split(':').map((name) => [name, index] as const)),
);

/** The points of each class of a partition; null for none. */
const setsOf = (partition: Partition) =>
  onceEach((index: number | undefined) =>
    index === undefined ? null : CodePoints.ofRanges(rangesOf(partition, (each) => each === index)),
  );

const ofScript = setsOf(scripts);

/** The points of a script, by its name or its ISO 15924 code, whatever their case; null for none of that name. */
export const scriptSet = (name: string): CodePoints | null => ofScript(scriptIndex.get(name.toUpperCase()));

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

const ofBlock = setsOf(blocks);

/** The points of a block, by its name without regard to case, spaces, hyphens and underscores; null for none. */
export function blockSet(name: string): CodePoints | null {
  const key = plain(name);
  return ofBlock(blockIndex.get(formerBlocks.get(key) ?? key));
}
