import { describe, expect, it } from '@jest/globals';
import { fragmentOf, routeOf, type Route } from './route';

const routes: Route[] = [
  { view: 'conversations' },
  { view: 'conversation', people: [2] },
  { view: 'conversation', people: [2, 31, 4] },
  { view: 'automation' },
  { view: 'script', target: 'send' },
  { view: 'script', target: 'recv', line: 12 },
  { view: 'auto-reply' },
  { view: 'runs' },
  { view: 'recipes' },
  { view: 'recipes', recipe: 'out-of-office' },
  { view: 'tutorial' },
  { view: 'settings' },
  { view: 'settings', place: 'sessions' },
  { view: 'operations' },
  { view: 'not-found' },
];

describe('the address', () => {
  it.each(routes)('says $view so that it is found again', (route) => {
    expect(routeOf(fragmentOf(route))).toEqual(route);
  });

  it.each(['', '#', '#/'])('%j is the beginning', (fragment) => {
    expect(routeOf(fragment)).toEqual({ view: 'conversations' });
  });

  it.each([
    '#/with/',
    '#/with/0',
    '#/with/1+',
    '#/with/<b>',
    '#/nowhere',
    '#/automation/nowhere',
    '#/settings/nowhere',
    '#/operations/nowhere',
  ])('%j leads nowhere, and says so', (fragment) => {
    expect(routeOf(fragment)).toEqual({ view: 'not-found' });
  });
});
