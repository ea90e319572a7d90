/** The pages of the settings, in their order. */
export const settingsPlaces = [
  'account',
  'sessions',
  'appearance',
  'notifications',
  'time',
  'blocked',
  'data',
] as const;

/** One page of the settings. */
export type SettingsPlace = (typeof settingsPlaces)[number];

/** Where the reader is; it stands in the address's fragment, so that the browser's Back works. */
export type Route =
  | { readonly view: 'conversations' }
  /** `people`: everybody else in the conversation. */
  | { readonly view: 'conversation'; readonly people: readonly number[] }
  | { readonly view: 'automation' }
  | { readonly view: 'script'; readonly target: 'send' | 'recv'; readonly line?: number }
  | { readonly view: 'auto-reply' }
  | { readonly view: 'runs' }
  /** Without a recipe: the gallery. */
  | { readonly view: 'recipes'; readonly recipe?: string }
  | { readonly view: 'tutorial' }
  /** Without a place: the list of them. */
  | { readonly view: 'settings'; readonly place?: SettingsPlace }
  /** For operators: how the pipeline does. */
  | { readonly view: 'operations' }
  /** An address that leads nowhere. */
  | { readonly view: 'not-found' };

/** The fragment of a route, with its `#`. */
export function fragmentOf(route: Route): string {
  switch (route.view) {
    case 'conversations':
      return '#/';
    case 'conversation':
      return `#/with/${route.people.join('+')}`;
    case 'script':
      return `#/automation/${route.target}${route.line === undefined ? '' : `/${route.line}`}`;
    case 'recipes':
      return `#/automation/recipes${route.recipe === undefined ? '' : `/${route.recipe}`}`;
    case 'automation':
      return '#/automation';
    case 'settings':
      return `#/settings${route.place === undefined ? '' : `/${route.place}`}`;
    case 'operations':
      return '#/operations';
    case 'not-found':
      return '#/not-found';
    default:
      return `#/automation/${route.view}`;
  }
}

const nowhere: Route = { view: 'not-found' };

function automationOf(what: string | undefined, line: string | undefined): Route {
  if (what === 'recipes')
    return { view: 'recipes', ...(/^[a-z-]+$/.test(line ?? '') ? { recipe: line! } : {}) };
  if (what === undefined) return { view: 'automation' };
  if (what === 'send' || what === 'recv')
    return { view: 'script', target: what, ...(/^\d+$/.test(line ?? '') ? { line: Number(line) } : {}) };
  return what === 'auto-reply' || what === 'runs' || what === 'tutorial' ? { view: what } : nowhere;
}

function settingsOf(what: string | undefined): Route {
  if (what === undefined) return { view: 'settings' };
  const place = settingsPlaces.find((each) => each === what);
  return place === undefined ? nowhere : { view: 'settings', place };
}

/** The route of a fragment. */
export function routeOf(fragment: string): Route {
  const [, place = '', what, line] = fragment.split('/');
  if (place === '') return { view: 'conversations' };
  if (place === 'with' && /^[1-9]\d*(\+[1-9]\d*)*$/.test(what ?? ''))
    return { view: 'conversation', people: what!.split('+').map(Number) };
  if (place === 'automation') return automationOf(what, line);
  if (place === 'operations' && what === undefined) return { view: 'operations' };
  return place === 'settings' ? settingsOf(what) : nowhere;
}
