export { answer } from './answer';
export type { Message } from './answer';
export { decodeAttributes, encodeAttributes } from './attributes';
export type { Attributes } from './attributes';
export { contentHashOf, conversationOf, derivedSessionId, derivedUid } from './derived-ids';
export type { Derivation } from './derived-ids';
export { brokenEnvelope, decodeEnvelope, encodeEnvelope } from './envelope';
export type { Envelope } from './envelope';
export {
  booleanRule,
  findBroken,
  isClientUid,
  isUserId,
  isUuid,
  messageBodyRule,
  optional,
  parseJson,
  recipientIdsRule,
  slipRule,
  stringRule,
  userIdRule,
} from './fields';
export type { Decoded, Rule } from './fields';
export { decodeClientFrame, decodeServerFrame, encodeFrame } from './frames';
export type { ClientFrame, Problem, ReceiveMessage, ServerFrame } from './frames';
export { limits } from './limits';
export { advance, buildSlip } from './slip';
export type { Advanced } from './slip';
export { byteLength } from './text';
export { encodeWithheld, withheldOf } from './withheld';
