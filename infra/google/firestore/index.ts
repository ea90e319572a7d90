import type { Database } from './database';
import { silentTelemetry, type Clock, type Ids, type Store, type Telemetry } from '@parley/ports';
import { counted } from '../counted';
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

/** The store on Firestore: docs/decisions/0009 says which documents there are, and why. Its calls are counted where `telemetry` is given. */
export function createStore(
  db: Database,
  {
    clock,
    ids,
    telemetry = silentTelemetry,
  }: { readonly clock: Clock; readonly ids: Ids; readonly telemetry?: Pick<Telemetry, 'count'> },
): Store {
  const { end, ...entries } = inbox(db, { clock, ids });
  const store: Store = {
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
  return counted(store, { service: 'firestore', telemetry });
}
