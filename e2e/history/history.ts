/** A message as a client gets it, over a socket or from its inbox. */
export interface Entry {
  readonly senderId: number;
  readonly messageUid: string;
  readonly conversation: string;
  readonly position: number;
  readonly messageBody: string;
  readonly recipientIds: readonly number[];
  readonly fromAutoReply: boolean;
  readonly causedBy?: string;
}

/** What a script answered, as its owner finds it among the run records. */
export interface RecordedRun {
  readonly target: 'send' | 'recv';
  readonly senderId: number;
  readonly messageUid: string;
  readonly answer: {
    readonly action: 'forward' | 'drop';
    readonly messageBody?: string;
    readonly messages: readonly { readonly recipientIds: readonly number[]; readonly messageBody: string }[];
  };
}

/** What one user's client saw or did. The events of one user stand in the order in which they happened to that client. */
export type Event = { readonly user: number } & (
  | {
      /** A send was tried, perhaps again. */
      readonly kind: 'sent';
      readonly messageUid: string;
      readonly messageBody: string;
      readonly recipientIds: readonly number[];
    }
  | { readonly kind: 'accepted'; readonly messageUid: string }
  | { readonly kind: 'refused'; readonly messageUid: string }
  | {
      /** The client asked for everything after the cursor; null from the beginning. */
      readonly kind: 'resumed';
      readonly after: string | null;
    }
  /** A frame came, with the session's last gapless cursor. */
  | { readonly kind: 'received'; readonly entry: Entry; readonly cursor: string }
  /** The whole inbox when everything had settled, each entry with the cursor that names it. */
  | { readonly kind: 'inbox'; readonly entries: readonly (Entry & { readonly cursor: string })[] }
  /** All run records of the user's scripts. */
  | { readonly kind: 'runs'; readonly runs: readonly RecordedRun[] }
  /** The user had blocked this person before the first event. */
  | { readonly kind: 'blocked'; readonly blockedId: number }
);

export type EventOf<K extends Event['kind']> = Extract<Event, { kind: K }>;

/** What all clients saw and did; only the order of events of one user means something. */
export type History = readonly Event[];

/** The identity of a message. */
export const identityOf = ({ senderId, messageUid }: Pick<Entry, 'senderId' | 'messageUid'>): string =>
  `${senderId}/${messageUid}`;
