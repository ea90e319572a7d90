import type { Blocks } from './blocks';
import type { Conversations, Inbox } from './inbox';
import type { Interests } from './interests';
import type { Presence } from './presence';
import type { Replies } from './replies';
import type { Retention } from './retention';
import type { RunRecords } from './runs';
import type { Sends } from './sends';
import type { Settings } from './settings';

/** Everything the product keeps but accounts and scripts. */
export interface Store
  extends
    Sends,
    Settings,
    Interests,
    RunRecords,
    Replies,
    Inbox,
    Conversations,
    Blocks,
    Presence,
    Retention {}
