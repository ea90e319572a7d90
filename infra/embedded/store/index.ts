import type { Store } from '@parley/ports';
import type { Database } from '../database';
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

/** The store on the embedded database. */
export const createStore = (db: Database): Store => ({
  ...sends(db),
  ...settings(db),
  ...interests(db),
  ...runRecords(db),
  ...replies(db),
  ...inbox(db),
  ...conversations(db),
  ...blocks(db),
  ...presence(db),
  ...retention(db),
});
