import type { InboxEntry, InboxMessage } from '@parley/ports';

/** A row that joins a place in an inbox with its message. */
export const entryOf = ({ position, message }: { position: number; message: string }): InboxEntry => ({
  ...(JSON.parse(message) as InboxMessage),
  position,
});
