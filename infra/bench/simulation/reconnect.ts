import { seededRandom } from './random';
import { createTimeline } from './timeline';

/** How a page comes back; web/src/connection has the same figures, and simulation.test.ts compares. */
export const comingBack = {
  /** The first wait and the longest, ms; each is drawn from its upper half. */
  first: 500,
  most: 30_000,
  /** A page gives up on a try after this long, ms. */
  patience: 15_000,
  /** What a draining relay spreads its sessions over, and what a page adds by itself, ms. */
  spread: 5_000,
  ownSpread: 1_000,
} as const;

/** Sockets that lost their relays, and how they come back. */
export interface Reconnects {
  readonly seed: number;
  readonly sockets: number;
  /** Whether the relays could say `GoingAway`: a zone that is lost says nothing. */
  readonly isTold: boolean;
  /** Connections a second that what is left admits: session records, reads of inboxes. */
  readonly admitsPerSecond: number;
  /** Connections that may wait to be admitted; more are refused at once. */
  readonly mostWaiting: number;
  readonly seconds: number;
}

export interface ReconnectSecond {
  readonly second: number;
  readonly tries: number;
  readonly admitted: number;
  readonly online: number;
}

/** Every second of the way back. */
export function simulateReconnects(given: Reconnects): ReconnectSecond[] {
  const random = seededRandom(given.seed);
  const timeline = createTimeline();
  const perSecond = Array.from({ length: given.seconds }, () => ({ tries: 0, admitted: 0 }));
  const at = () => perSecond[Math.floor(timeline.now() / 1_000)];
  let busyUntil = 0;
  const service = 1_000 / given.admitsPerSecond;

  const retry = (attempt: number) => {
    const full = Math.min(comingBack.most, comingBack.first * 2 ** Math.min(attempt, 30));
    timeline.after(full / 2 + (full / 2) * random(), () => connect(attempt + 1));
  };
  const connect = (attempt: number) => {
    const second = at();
    if (second !== undefined) second.tries++;
    const now = timeline.now();
    const wait = Math.max(0, busyUntil - now);
    if (wait / service >= given.mostWaiting) return retry(attempt);
    busyUntil = Math.max(busyUntil, now) + service;
    // A page that waited too long is gone when its turn comes: the work is done for nobody.
    if (wait + service > comingBack.patience)
      return timeline.after(comingBack.patience, () => retry(attempt));
    timeline.after(wait + service, () => {
      const second = at();
      if (second !== undefined) second.admitted++;
    });
  };
  for (let i = 0; i < given.sockets; i++) {
    if (given.isTold)
      timeline.after(random() * comingBack.spread + random() * comingBack.ownSpread, () => connect(0));
    else retry(0);
  }
  timeline.runUntil(given.seconds * 1_000);
  let online = 0;
  return perSecond.map(({ tries, admitted }, second) => ({
    second,
    tries,
    admitted,
    online: (online += admitted),
  }));
}
