/** Where the answer to a request of the page comes from. */
export type Source =
  /** The page itself, as this version of it was kept. */
  | 'page'
  /** What was kept, else the network; it is kept then: its name changes with its content. */
  | 'kept'
  /** The network; what was kept last when there is none. */
  | 'network-first'
  /** The service worker has nothing to do with it. */
  | 'network';

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** A person goes to an address, rather than the page asking for something. */
  readonly isNavigation: boolean;
}

/**
 * Says where the answer comes from.
 * @param origin the page's own, without a slash at the end
 * @param files the paths of what is kept with this version
 */
export function answerFrom(
  { method, url, isNavigation }: Asked,
  origin: string,
  files: ReadonlySet<string>,
): Source {
  const { origin: asked, pathname } = new URL(url);
  if (method !== 'GET' || asked !== origin) return 'network';
  if (isNavigation) return pathname === '/' || pathname === '/index.html' ? 'page' : 'network';
  if (files.has(pathname) || pathname.startsWith('/assets/')) return 'kept';
  return pathname === '/config.json' ? 'network-first' : 'network';
}
