/** Everybody on the message: with four sockets each they are a thousand. */
export const people: readonly number[] = Array.from({ length: 250 }, (_, i) => 1 + i);
export const socketsOfEach = 4;
export const sockets = people.length * socketsOfEach;

/** The sender, who has no socket. */
const senderId = 100_000;

/** A message to all of them, as the router tells it to a relay. */
export const inboxMessage = (messageUid: string) => ({
  messageUid,
  conversation: 'c'.repeat(64),
  messageBody: 'x'.repeat(100),
  senderId,
  recipientIds: people,
  fromAutoReply: false,
  sentAt: '2027-01-01T00:00:00.000Z',
});

/** A text of the size of the frame in which a relay brings it. */
export const frameLike = (messageUid: string): string =>
  JSON.stringify({
    $type: 'ReceiveMessage',
    ...inboxMessage(messageUid),
    position: 1,
    cursor: 'x'.repeat(75),
  });
