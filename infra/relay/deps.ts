import type { InboxCursors, RateLimiter, SignIn } from '@parley/accounts';
import type { Notify, SendRequest, SendResult } from '@parley/pipeline';
import type {
  Blocks,
  Bus,
  Clock,
  Conversations,
  Ids,
  Inbox,
  Presence,
  ScriptDiagnostic,
  Target,
  Telemetry,
} from '@parley/ports';
import type { Turn } from './turn';

export interface RelayDeps {
  readonly signIn: Pick<SignIn, 'authenticate'>;
  readonly cursors: InboxCursors;
  readonly store: Presence &
    Pick<Inbox, 'read'> &
    Pick<Conversations, 'acquainted' | 'acquaintances' | 'markRead'> &
    Pick<Blocks, 'blocked' | 'blockersOf'>;
  readonly bus: Pick<Bus, 'createTopic' | 'deleteTopic' | 'subscribe'>;
  readonly send: (request: SendRequest) => Promise<SendResult>;
  /** Reaches the sockets of other people, whichever relay holds them. */
  readonly notify: Notify;
  readonly upload: (
    userId: number,
    target: Target,
    source: string,
  ) => Promise<
    | { readonly kind: 'uploaded'; readonly version: string }
    | { readonly kind: 'refused'; readonly diagnostics: readonly ScriptDiagnostic[] }
  >;
  /** Allowance of sends by user id; the API shares it. */
  readonly sends: RateLimiter;
  /** Allowance of trials and uploads of scripts by user id; the API shares it. */
  readonly trials: RateLimiter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Origins of pages that may connect, besides those on the relay's own host: `https://…`. */
  readonly origins: readonly string[];
  /** The turn of the event loop, where it is not Node's own. */
  readonly turn?: Turn;
  /** Frames a second that one socket may send, and at once. */
  readonly framesPerSecond?: number;
  /** Seconds between two heartbeats; a socket that misses one is cut. */
  readonly heartbeatSeconds?: number;
}
