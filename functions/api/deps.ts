import type { InboxCursors, RateLimiter, Seals, SignIn } from '@parley/accounts';
import type { SendRequest, SendResult } from '@parley/pipeline';
import type {
  Accounts,
  Clock,
  Inbox,
  Interests,
  Presence,
  Publisher,
  RunRecords,
  ScriptDiagnostic,
  Scripts,
  Settings,
  Target,
  Telemetry,
} from '@parley/ports';

/** How a script gets in: checked, stored, active; or refused with what is wrong with it. */
export interface ScriptUploads {
  upload(
    userId: number,
    target: Target,
    source: string,
  ): Promise<
    | { readonly kind: 'uploaded'; readonly version: string; readonly warnings: readonly ScriptDiagnostic[] }
    | { readonly kind: 'refused'; readonly diagnostics: readonly ScriptDiagnostic[] }
  >;
  switchOff(userId: number, target: Target): Promise<void>;
}

/** What the page must know before it can talk to anybody. */
export interface PageConfig {
  /** Where the API is: an address, or a path on the page's own host. */
  readonly apiUrl: string;
  readonly relayUrl: string;
  readonly signIn: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

export interface ApiDeps {
  readonly signIn: SignIn;
  readonly accounts: Pick<Accounts, 'list' | 'byIds'>;
  readonly seals: Seals;
  readonly cursors: InboxCursors;
  readonly store: Pick<Settings, 'autoReply' | 'putAutoReply'> &
    Pick<Interests, 'setInterest'> &
    Pick<RunRecords, 'runs'> &
    Pick<Inbox, 'read'> &
    Pick<Presence, 'sessionsOf'>;
  readonly scripts: Pick<Scripts, 'active'>;
  readonly uploads: ScriptUploads;
  readonly send: (request: SendRequest) => Promise<SendResult>;
  /** Reaches the relays. */
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Allowances by address, and of sends by user id; the relay shares the last. */
  readonly rates: {
    readonly logins: RateLimiter;
    readonly registrations: RateLimiter;
    readonly sends: RateLimiter;
  };
  readonly config: PageConfig;
  /** Whether requests can be served now. */
  readonly isHealthy?: () => Promise<boolean>;
  /** How many proxies stand before this server, whose word about the caller's address counts. */
  readonly proxies?: number;
}
