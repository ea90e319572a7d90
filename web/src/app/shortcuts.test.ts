import { describe, expect, it } from '@jest/globals';
import { neighbour, shortcutOf, type Pressed } from './shortcuts';

const pressed = (key: string, change: Partial<Pressed> = {}) =>
  shortcutOf({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    defaultPrevented: false,
    isWriting: false,
    ...change,
  });

describe('a key', () => {
  it.each([
    ['k', { ctrlKey: true }, 'jump'],
    ['K', { metaKey: true }, 'jump'],
    ['ArrowDown', { altKey: true }, 'next'],
    ['ArrowUp', { altKey: true }, 'previous'],
    ['?', {}, 'help'],
  ])('%s with %j is a shortcut', (key, change, expected) => {
    expect(pressed(key, change)).toBe(expected);
  });

  it.each([
    ['k', {}],
    ['ArrowDown', {}],
    ['?', { isWriting: true }],
    ['k', { ctrlKey: true, defaultPrevented: true }],
    ['k', { ctrlKey: true, altKey: true }],
  ])('%s with %j is left to others', (key, change) => {
    expect(pressed(key, change)).toBeNull();
  });
});

it('neighbours go round, and begin at an end when nothing is chosen', () => {
  expect(neighbour(['a', 'b', 'c'], 2, 1)).toBe('a');
  expect(neighbour(['a', 'b', 'c'], 0, -1)).toBe('c');
  expect(neighbour(['a', 'b', 'c'], -1, 1)).toBe('a');
  expect(neighbour(['a', 'b', 'c'], -1, -1)).toBe('c');
  expect(neighbour([], -1, 1)).toBeUndefined();
});
