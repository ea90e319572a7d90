import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** The namespace of every id that Parley derives; drawn once, never to change. */
const namespace = hexToBytes('8b5fd1c2b1f84a6e9c0d37e4a2f6105b');

/** A name-based UUID (RFC 9562, version 5) in Parley's namespace. */
function uuidV5(name: string): string {
  const hash = sha1(concatBytes(namespace, utf8ToBytes(name))).slice(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return bytesToHex(hash).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Which generated message is meant: the cause's identity, the stage and owner that made it, and its number. */
export interface Derivation {
  readonly senderId: number;
  readonly messageUid: string;
  readonly stage: string;
  readonly ownerId: number;
  readonly index: number;
}

const nameOf = ({ senderId, messageUid, stage, ownerId, index }: Derivation) =>
  `${senderId}/${messageUid}/${stage}/${ownerId}/${index}`;

/** The messageUid of a generated message: the same whenever it is made again, so that a repetition is no second message. */
export const derivedUid = (derivation: Derivation): string => uuidV5(nameOf(derivation));

/** The sessionId of a generated message, which has no session: derived likewise, apart from its messageUid. */
export const derivedSessionId = (derivation: Derivation): string => uuidV5(`session/${nameOf(derivation)}`);

/** Names a conversation: SHA-256 over the sorted set of its people, 64 hexadecimal digits. */
export function conversationOf(senderId: number, recipientIds: readonly number[]): string {
  const people = [...new Set([senderId, ...recipientIds])].sort((a, b) => a - b);
  return bytesToHex(sha256(utf8ToBytes(people.join(','))));
}

/** The hash by which a repeated send is told from another one: SHA-256 over text and recipients, hexadecimal. */
export function contentHashOf(messageBody: string, recipientIds: readonly number[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([messageBody, recipientIds]))));
}
