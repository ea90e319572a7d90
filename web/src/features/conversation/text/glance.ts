import { blocksOf, type Block } from './blocks';

/** No glance is longer, in UTF-16 units. */
const most = 200;
/** As much of a message is read for it: what is left out of that are marks of code. */
const read = 1_000;

const plainOf = (block: Block): string =>
  block.kind === 'code' ? block.code : block.parts.map(({ text }) => text).join('');

/** The beginning of a message in one line, for a list: without what marks code in it. */
export function glanceOf(text: string): string {
  const plain = blocksOf(text.slice(0, read)).map(plainOf).join(' ');
  const cut = plain.replace(/\s+/g, ' ').trim().slice(0, most);
  // Half of a character that takes two units is no character.
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
