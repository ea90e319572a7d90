import { describe, expect, it } from '@jest/globals';
import { whenIn } from './when';

const words = { today: 'Today', yesterday: 'Yesterday' };
const noon = Date.UTC(2026, 4, 4, 12);
const day = 24 * 60 * 60_000;
const when = whenIn('en-GB', 'UTC');

describe('a day', () => {
  it.each([
    [noon, 'Today'],
    [noon - day, 'Yesterday'],
    [noon - 3 * day, 'Friday 1 May'],
    [noon - 365 * day, '4 May 2025'],
  ])('%i is called %s', (at, name) => {
    expect(when.day(at, noon, words)).toBe(name);
  });

  it('is the reader’s, not the server’s', () => {
    const late = Date.UTC(2026, 4, 4, 23);
    expect(whenIn('en-GB', 'Europe/Rome').dayOf(late)).not.toBe(when.dayOf(late));
  });
});

it('is short in lists', () => {
  expect(
    [noon, noon - day, noon - 3 * day, noon - 30 * day].map((at) => when.short(at, noon, words)),
  ).toEqual(['12:00', 'Yesterday', 'Fri', '4 Apr']);
});
