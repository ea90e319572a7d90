import type { Clock } from '@parley/ports';
import { usernameRule } from './credentials';
import { createRateLimiter } from './rate-limiter';

/** So many wrong passwords at once, and so many more that come back in an hour. */
export interface GuessAllowance {
  readonly atOnce: number;
  readonly perHour: number;
}

export interface GuessLimits {
  /** Of one account, from one network. */
  readonly ofNetwork: GuessAllowance;
  /** Of one account, from all networks together from which nobody ever signed in to it. */
  readonly ofAccount: GuessAllowance;
}

/** A password that may be looked at. */
export interface Guess {
  readonly ok: true;
  /** Says how it ended: only a wrong one counts. `untried`: nobody looked at it. */
  settle(outcome: 'right' | 'wrong' | 'untried'): void;
}

/**
 * How often passwords may be guessed. A stranger with many addresses uses up what strangers have together, and no more:
 * where somebody has signed in to the account before, only what is guessed there counts, so that its owner is not
 * locked out at home by what others do elsewhere.
 */
export interface Guesses {
  /** Takes a guess before the password is looked at, or says how long to wait. Whether there is such an account plays no part. */
  take(
    username: string,
    network: string,
  ): Guess | { readonly ok: false; readonly retryAfterMilliseconds: number };
  /** Says that the account's owner is in this network: they are new, or have a session. */
  know(username: string, network: string): void;
}

/** Networks of accounts that are remembered; those that were not used for longest are forgotten first. */
const mostKnown = 100_000;
const free: Guess = { ok: true, settle() {} };

/** Counts wrong passwords in this process, by account and by network. */
export function createGuesses(clock: Clock, { ofNetwork, ofAccount }: GuessLimits): Guesses {
  const limiter = ({ atOnce, perHour }: GuessAllowance) =>
    createRateLimiter({ clock, perSecond: perHour / 3600, burst: atOnce });
  const [inNetwork, inAll] = [limiter(ofNetwork), limiter(ofAccount)];
  const known = new Set<string>();
  const know = (place: string) => {
    known.delete(place);
    known.add(place);
    if (known.size > mostKnown) known.delete(known.keys().next().value!);
  };
  /** Names are one without regard to case; what can't be a name is nobody's, and there is nothing to guess. */
  const accountOf = (username: string) => (usernameRule(username) === null ? username.toLowerCase() : null);

  return {
    take(username, network) {
      const account = accountOf(username);
      if (account === null) return free;
      const place = `${account} ${network}`;
      const here = inNetwork.take(place);
      if (!here.ok) return here;
      const isKnown = known.has(place);
      const anywhere = isKnown ? here : inAll.take(account);
      if (!anywhere.ok) {
        inNetwork.giveBack(place);
        return anywhere;
      }
      return {
        ok: true,
        settle(outcome) {
          if (outcome === 'right') know(place);
          if (outcome === 'wrong') return;
          inNetwork.giveBack(place);
          if (!isKnown) inAll.giveBack(account);
        },
      };
    },
    know(username, network) {
      const account = accountOf(username);
      if (account !== null) know(`${account} ${network}`);
    },
  };
}
