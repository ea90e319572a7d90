import type { Query } from './database';
import type { InboxEntry } from '@parley/ports';
import { entryFields, entryOf } from './entries';
import { wordsOf } from './words';

/** Entries looked at in one page, and in one search: rare words come first, so it is rarely more than a page. */
const page = 100;
const mostPages = 20;

/**
 * Messages that hold all the words, the latest first. The index answers for one word, the longest, which is likely the
 * rarest; the others are looked for in what it finds.
 */
export async function searchInbox(
  entries: Query,
  {
    words,
    before,
    limit,
  }: { readonly words: readonly string[]; readonly before?: number; readonly limit: number },
): Promise<readonly InboxEntry[]> {
  const wanted = [...new Set(words.flatMap(wordsOf))];
  const longest = [...wanted].sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return [];
  let query = entries.where('words', 'array-contains', longest).orderBy('position', 'desc');
  if (before !== undefined) query = query.where('position', '<', before);
  query = query.select(...entryFields).limit(page);
  const found: InboxEntry[] = [];
  for (let pages = 0; pages < mostPages; pages++) {
    const { docs } = await query.get();
    for (const entry of docs.map(entryOf)) {
      const held = new Set(wordsOf(entry.messageBody));
      if (wanted.every((word) => held.has(word))) found.push(entry);
      if (found.length === limit) return found;
    }
    if (docs.length < page) break;
    query = query.startAfter(docs.at(-1)!.get('position'));
  }
  return found;
}
