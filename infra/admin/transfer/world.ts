import type { Accounts, Scripts, Store } from '@parley/ports';

/** The data of one installation, wherever it lies, as far as it moves. */
export interface World {
  readonly accounts: Pick<Accounts, 'list' | 'copyOf' | 'restore'>;
  readonly scripts: Pick<Scripts, 'active' | 'versions' | 'version' | 'put' | 'activate' | 'disable'>;
  readonly store: Pick<
    Store,
    | 'read'
    | 'append'
    | 'conversations'
    | 'markRead'
    | 'autoReply'
    | 'changeAutoReply'
    | 'userSettings'
    | 'putUserSettings'
    | 'blocked'
    | 'block'
    | 'setInterest'
  >;
}

/** How far a transfer is. */
export interface Transferred {
  readonly users: number;
  readonly scripts: number;
  readonly messages: number;
}
