/** One user's scripts: outbound and inbound. */
export type Target = 'send' | 'recv';
