import type { Firestore } from '@google-cloud/firestore';
import type { Clock, Ids, Store } from '@parley/ports';
import { blocks } from './blocks';
import { conversations } from './conversations';
import { inbox } from './inbox';
import { interests } from './interests';
import { presence } from './presence';
import { replies } from './replies';
import { retention } from './retention';
import { runRecords } from './runs';
import { sends } from './sends';
import { settings } from './settings';

export { createAccounts } from './accounts';

/** The store on Firestore: docs/decisions/0009 says which documents there are, and why. */
export function createStore(
  db: Firestore,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Store {
  const { end, ...entries } = inbox(db, { clock, ids });
  return {
    ...sends(db),
    ...settings(db, ids),
    ...interests(db),
    ...runRecords(db),
    ...replies(db),
    ...entries,
    ...conversations(db, clock),
    ...blocks(db),
    ...presence(db),
    ...retention(db, { end }),
  };
}
