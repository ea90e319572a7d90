/** Every code that this part's `Rejected` frames carry. What a neighbour refuses keeps the neighbour's code. */
export const relayCodes = {
  /** The frame is not JSON of a known `$type` with just its fields; `field` names the wrong one. */
  invalidFrame: 'invalid-frame',
  /** There is no such message in the conversation. */
  unknownMessage: 'unknown-message',
  /** The cursor is forged, another user's, or names what is no more: drop what you have and resume from null. */
  cursor: 'cursor',
  /** Too many messages, or uploads, in too short a time. */
  rateLimited: 'rate-limited',
  /** The script has errors; `diagnostics` lists them, and the active script stays. */
  scriptRefused: 'script-refused',
  /** The relay could not do it now; the same frame may be sent again. */
  unavailable: 'unavailable',
} as const;

/** Why the relay closes a socket. 4000 to 4999 are the application's own (RFC 6455, section 7.4.2). */
export const closeCodes = {
  goingAway: 1001,
  /** No valid session token, or it has expired, or its session was ended. */
  notAuthenticated: 4401,
  origin: 4403,
  slowConsumer: 4408,
  frameTooLarge: 4409,
  /** Too many frames, or too many sockets of one person. */
  rate: 4429,
} as const;
