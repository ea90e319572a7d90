import { answerFrom } from './answer-from';

/** Written in by the build: the paths of what the page needs to start, and a name for just this set of them. */
declare const PARLEY_FILES: readonly string[];
declare const PARLEY_VERSION: string;

/** What is used of a service worker's global scope (https://www.w3.org/TR/service-workers/). */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Clicked extends Waiting {
  readonly notification: { readonly data: unknown; close(): void };
}
interface Window {
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface Scope {
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window' }): Promise<readonly Window[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const scope = self as unknown as Scope;
const prefix = 'parley-';
const cacheName = `${prefix}${PARLEY_VERSION}`;
const files = new Set(PARLEY_FILES);
/** The page's own address, under which it is kept. */
const page = '/';
/** Where the server's parts are: without it a page does not begin. */
const config = '/config.json';

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([page, config, ...PARLEY_FILES]);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** Asks the network, and keeps a good answer. */
async function fetchAndKeep(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    // A full device is no reason for the page to go without.
    await caches
      .open(cacheName)
      .then((cache) => cache.put(request, copy))
      .catch(() => {});
  }
  return answer;
}

const kept = async (request: Request | string): Promise<Response | undefined> =>
  (await caches.open(cacheName)).match(request);

async function networkFirst(request: Request): Promise<Response> {
  try {
    return await fetchAndKeep(request);
  } catch (failure) {
    const last = await kept(request);
    if (last !== undefined) return last;
    throw failure;
  }
}

/** Brings the page to the front, or opens it, and lets it show what the notification tells of. */
async function show(place: unknown): Promise<void> {
  const [window] = await scope.clients.matchAll({ type: 'window' });
  if (window === undefined) return void (await scope.clients.openWindow(page));
  window.postMessage({ clicked: place });
  await window.focus();
}

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});
scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
// The page says so when its reader wants the new version; until then the old one goes on, whole.
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { method, url, mode } = request;
  switch (answerFrom({ method, url, isNavigation: mode === 'navigate' }, scope.location.origin, files)) {
    case 'page':
      return event.respondWith(kept(page).then((found) => found ?? fetch(request)));
    case 'kept':
      return event.respondWith(kept(request).then((found) => found ?? fetchAndKeep(request)));
    case 'network-first':
      return event.respondWith(networkFirst(request));
    case 'network':
      return;
  }
});
