import { describe, expect, it } from '@jest/globals';
import { emojiGroups, emojiNamed, linesOf, searchEmoji } from './emoji';

const shown = (text: string) => searchEmoji(text).map(({ emoji }) => emoji);

describe('the emoji', () => {
  it('are all there, each once, in the groups of Unicode', () => {
    const all = emojiGroups.flatMap(({ emoji }) => emoji.map((each) => each.emoji));
    expect(emojiGroups.map(({ name }) => name)).toContain('Food & Drink');
    expect(all.length).toBeGreaterThan(1_800);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are found by the beginnings of the words of their name or their keywords', () => {
    expect(shown('grinning fa')).toContain('😀');
    expect(shown('happy')).toContain('😀');
    expect(shown('  PIZZA ')).toEqual(['🍕']);
    expect(shown('no such emoji')).toEqual([]);
  });

  it('are found by name before they are found by keyword', () => {
    expect(shown('rocket')[0]).toBe('🚀');
  });

  it('are known again by their characters, and what is none is left out', () => {
    expect(emojiNamed(['🚀', 'x', '🍕']).map(({ name }) => name)).toEqual(['rocket', 'pizza']);
  });

  it('stand in lines, the last one shorter', () => {
    const lines = linesOf(emojiNamed(['🚀', '🍕', '😀']), 2);
    expect(lines.map((line) => line.length)).toEqual([2, 1]);
  });
});
