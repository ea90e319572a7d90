import type { Guesses, InboxCursors, RateLimiter, Seals, SignIn } from '@parley/accounts';
import type { Trials } from '@parley/automation';
import type { SendRequest, SendResult } from '@parley/pipeline';
import type {
  Accounts,
  Blocks,
  Clock,
  Conversations,
  Inbox,
  Interests,
  Operations,
  Presence,
  Publisher,
  Retention,
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
  activate(userId: number, target: Target, version: string): Promise<boolean>;
  switchOff(userId: number, target: Target, revision: number): Promise<void>;
}

/** What Firebase's SDK needs to sign people in on a page. Nothing of it is secret: every visitor reads it. */
export interface PageFirebase {
  /** Names the project to Firebase's servers. */
  readonly apiKey: string;
  /** The host of the pages that Firebase itself shows: where a link in a mail leads first, and Google's window. */
  readonly authDomain: string;
  /** Where the emulator is, without a slash at its end, when one stands for Firebase's servers. */
  readonly emulatorUrl?: string;
}

/** What the page must know before it can talk to anybody. */
export interface PageConfig {
  /** Where the API is: an address, or a path on the page's own host. */
  readonly apiUrl: string;
  readonly relayUrl: string;
  /** How people may sign in: `password`, `email-link`, `google`. */
  readonly signIn: readonly string[];
  /** There when people may sign in in another way than with a password. */
  readonly firebase?: PageFirebase;
  readonly limits: Readonly<Record<string, number>>;
}

export interface ApiDeps {
  readonly signIn: SignIn;
  readonly accounts: Pick<Accounts, 'list' | 'byIds' | 'isOperator'>;
  readonly seals: Seals;
  readonly cursors: InboxCursors;
  readonly store: Pick<Settings, 'autoReply' | 'changeAutoReply' | 'userSettings' | 'putUserSettings'> &
    Pick<Conversations, 'conversations' | 'search'> &
    Pick<Blocks, 'block' | 'unblock' | 'blocked'> &
    Pick<Retention, 'forgetUser'> &
    Pick<Interests, 'setInterest'> &
    Pick<RunRecords, 'runs' | 'decided'> &
    Pick<Inbox, 'read'> &
    Pick<Presence, 'sessionsOf'>;
  readonly scripts: Pick<Scripts, 'active' | 'version' | 'versions' | 'removeAll'>;
  readonly uploads: ScriptUploads;
  readonly trials: Trials;
  readonly send: (request: SendRequest) => Promise<SendResult>;
  /** Reaches the relays. */
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Allowances by network, and of sends by user id; the relay shares the last. */
  readonly rates: {
    readonly logins: RateLimiter;
    /** Of wrong passwords, by account and network. */
    readonly guesses: Guesses;
    readonly registrations: RateLimiter;
    readonly sends: RateLimiter;
    /** Of trials and uploads of scripts, by user id; the relay shares it. */
    readonly trials: RateLimiter;
  };
  readonly config: PageConfig;
  /** Who may be signed in as without a password, to try it out (on one machine only); nobody when missing. */
  readonly samples?: () => Promise<readonly string[]>;
  /** What was measured, in a form that the `Accept` header names; without it there is no `/metrics`. */
  readonly metrics?: (accept?: string) => Promise<{ readonly contentType: string; readonly text: string }>;
  /** What operators see and may do; without it, they see nothing either. */
  readonly operations?: Operations;
  /** Whether requests can be served now. */
  readonly isHealthy?: () => Promise<boolean>;
  /** Origins of pages on other hosts that may call: `https://…`; none unless said. */
  readonly origins?: readonly string[];
  /** How many proxies stand before this server, whose word about the caller's address counts. */
  readonly proxies?: number;
}
