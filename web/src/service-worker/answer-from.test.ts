import { describe, expect, it } from '@jest/globals';
import { answerFrom } from './answer-from';

const origin = 'https://parley.example';
const files = new Set(['/icon.svg']);
const source = (path: string, change: { method?: string; isNavigation?: boolean } = {}) =>
  answerFrom(
    { method: 'GET', url: new URL(path, origin).href, isNavigation: false, ...change },
    origin,
    files,
  );

describe('what the page asks for', () => {
  it.each([
    ['/', 'page'],
    ['/?installed', 'page'],
    ['/index.html', 'page'],
    ['/api/openapi.json', 'network'],
    ['/metrics', 'network'],
  ])('going to %s is answered from: %s', (path, expected) => {
    expect(source(path, { isNavigation: true })).toBe(expected);
  });

  it.each([
    ['/assets/index-1a2b.js', 'kept'],
    ['/icon.svg', 'kept'],
    ['/config.json', 'network-first'],
    ['/api/conversations', 'network'],
    ['/other.png', 'network'],
    ['https://elsewhere.example/assets/a.js', 'network'],
  ])('%s is answered from: %s', (path, expected) => {
    expect(source(path)).toBe(expected);
  });

  it('is never answered for the server when something is to change', () => {
    expect(source('/assets/a.js', { method: 'POST' })).toBe('network');
  });
});
