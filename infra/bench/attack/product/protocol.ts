import type { ServerOptions } from '@parley/local';

/** Options of the server that the laboratory may choose: those that a message between processes can carry. */
export type ProductOptions = Pick<
  ServerOptions,
  | 'keys'
  | 'origins'
  | 'passwordCost'
  | 'loginsPerMinute'
  | 'registrationsPerMinute'
  | 'wrongPasswords'
  | 'proxies'
  | 'sendsPerSecond'
  | 'sendBurst'
  | 'framesPerSecond'
  | 'trialsPerMinute'
>;

/** How the product's process is started: its one argument, as JSON. */
export interface Start {
  readonly workerFile: string;
  readonly webDirectory: string;
  readonly directory: string;
  readonly options: ProductOptions;
}

/** What the laboratory asks the process beside its network interfaces: what an operator could do or see. */
export type Asked =
  | { readonly kind: 'examine' }
  | {
      readonly kind: 'publish';
      readonly topic: string;
      readonly data: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'dead-letters' }
  /** How many messages somebody's inbox has, whether there is such a person or not. */
  | { readonly kind: 'inbox'; readonly userId: number }
  /** Writes a file beside the folder of the page, where no request may reach it. */
  | { readonly kind: 'plant'; readonly text: string }
  | { readonly kind: 'operator'; readonly userId: number }
  | { readonly kind: 'age-session'; readonly userId: number; readonly milliseconds: number };

/** What the process is like from within. */
export interface Examined {
  /** The own keys of the prototypes that everything inherits from. */
  readonly prototypes: readonly (readonly string[])[];
  readonly residentBytes: number;
  /** Workers that were killed because a script got the better of them. */
  readonly workersKilled: number;
  /** Every line of the log since the start. */
  readonly log: string;
}

export type Answered<A extends Asked> = A extends { kind: 'examine' }
  ? Examined
  : A extends { kind: 'dead-letters' | 'inbox' }
    ? number
    : null;
