import { expect, it } from '@jest/globals';
import { caretAt } from './caret';

it.each([
  [1, 1, 0],
  [1, 3, 2],
  [2, 1, 3],
  [2, 2, 4],
  [1, 99, 2],
  [99, 99, 5],
])('finds line %i, column %i of a text at %i', (line, column, offset) => {
  expect(caretAt('ab\ncd', line, column)).toBe(offset);
});
