import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/global.layer.css';
import './app/tokens.css';
import './app/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { publicApi } from './api';
import { App } from './app/app';
import { Boundary } from './app/boundary';
import { readConfig, type PageConfig } from './app/config';
import type { Surroundings } from './app/desk';
import { NoServer } from './app/no-server';
import { steadyStorage } from './app/storage';
import { theme } from './app/theme';
import type { Socket } from './connection';
import { IndexedKept, nowhere } from './features/conversation';
import { Session, Vouching } from './features/session';
import { KeepsakesContext } from './store';
import { strings } from './strings';
import { ServerClock, TimeContext, whenIn } from './time';
import { UpdateHint, Updates, type Workers } from './updates';

const fetchHere = window.fetch.bind(window);
const clock = new ServerClock(() => Date.now());
const time = { when: whenIn(navigator.language), now: clock.now };
// A refusal is an answer (api/result.ts), so nothing is asked again by itself.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });
const kept = steadyStorage(() => window.localStorage);
const updates = new Updates(
  // The browser's container has all that Workers asks; there is none where the page came without TLS.
  navigator.serviceWorker as unknown as Workers,
  () => window.location.reload(),
);
const root = createRoot(document.getElementById('root')!);

/** Composes the page, once the server has said where its API and its relay are. */
async function begin() {
  const config = await readConfig(fetchHere, window.location.href);
  if (config === null) return show(<NoServer onRetry={() => void begin()} />);
  const { apiUrl, relayUrl, samples, withPassword } = config;
  const session = new Session({
    api: publicApi(apiUrl, fetchHere),
    perTab: steadyStorage(() => window.sessionStorage),
    kept,
    clock,
  });
  const surroundings: Surroundings = {
    session,
    apiUrl,
    wayIn: { withPassword, samples, vouching: vouchingOf(config, session) },
    fetch: fetchHere,
    // The browser's WebSocket has all that Socket asks; only its event types are richer.
    openSocket: (protocols) => new WebSocket(relayUrl, [...protocols]) as unknown as Socket,
    timers: {
      now: time.now,
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    newUid: newUid,
    soon: (callback) => setTimeout(callback, 0),
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    storage: kept,
    keptOf: (userId) => ('indexedDB' in window ? new IndexedKept(userId) : nowhere),
  };
  show(<App surroundings={surroundings} />);
}

/** Signing in by those who vouch for people, by a link that led here too, which then leaves the address. */
function vouchingOf({ vouching }: PageConfig, session: Session): Vouching | null {
  if (vouching === null) return null;
  const { ways, firebase } = vouching;
  const { href } = window.location;
  const open = async () => (await import('./features/session/firebase')).openFirebase(firebase);
  const made = new Vouching({ ways, session, open, kept, href });
  if (made.link !== null) window.history.replaceState(null, '', '/');
  return made;
}

/** A UUID of version 4. `randomUUID` is missing where the page came without TLS from another machine. */
function newUid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function show(page: React.ReactNode) {
  root.render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <KeepsakesContext.Provider value={kept}>
            <TimeContext.Provider value={time}>
              <Boundary wayOut={{ words: strings.failure.reload, go: () => window.location.reload() }}>
                {page}
                <UpdateHint updates={updates} />
              </Boundary>
            </TimeContext.Provider>
          </KeepsakesContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void begin();
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  window.addEventListener('load', () => void updates.begin());
// Who comes back to the page after a while may come back to an old one.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void updates.look();
});
