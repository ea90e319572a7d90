/** Where the reader is; it stands in the address's fragment, so that the browser's Back works. */
export type Route =
  | { readonly view: 'conversations' }
  /** `people`: everybody else in the conversation. */
  | { readonly view: 'conversation'; readonly people: readonly number[] }
  | { readonly view: 'automation' }
  | { readonly view: 'script'; readonly target: 'send' | 'recv'; readonly line?: number }
  | { readonly view: 'auto-reply' }
  | { readonly view: 'runs' };

/** The fragment of a route, with its `#`. */
export function fragmentOf(route: Route): string {
  switch (route.view) {
    case 'conversations':
      return '#/';
    case 'conversation':
      return `#/with/${route.people.join('+')}`;
    case 'script':
      return `#/automation/${route.target}${route.line === undefined ? '' : `/${route.line}`}`;
    case 'automation':
      return '#/automation';
    default:
      return `#/automation/${route.view}`;
  }
}

/** The route of a fragment; what means nothing is the beginning. */
export function routeOf(fragment: string): Route {
  const [, place, what, line] = fragment.split('/');
  if (place === 'with' && /^[1-9]\d*(\+[1-9]\d*)*$/.test(what ?? ''))
    return { view: 'conversation', people: what!.split('+').map(Number) };
  if (place !== 'automation') return { view: 'conversations' };
  if (what === 'send' || what === 'recv')
    return { view: 'script', target: what, ...(/^\d+$/.test(line ?? '') ? { line: Number(line) } : {}) };
  if (what === 'auto-reply' || what === 'runs') return { view: what };
  return { view: 'automation' };
}
