import { advance, decodeAttributes, decodeEnvelope, type Message } from '@parley/envelope';
import { meaning, type MessagePublished, type OutgoingMessage } from '@parley/ports';
import { Outgoing } from './outgoing';

/** A delivery as a stage can use it, or why nobody ever can. */
export type ReadDelivery =
  | { readonly ok: true; readonly message: Message; readonly next: string | null }
  | { readonly ok: false; readonly reason: string };

/** The text of canonical base64 that holds UTF-8, or null. */
export function textOf(base64: unknown): string | null {
  if (typeof base64 !== 'string') return null;
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is not base64; only what comes out the same again was base64 to begin with.
  if (bytes.toString('base64') !== base64) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const poison = (part: string, { field, reason }: { field: string; reason: string }) => ({
  ok: false as const,
  reason: field === '' ? `${part} ${reason}` : `${part}: ${field} ${reason}`,
});

/**
 * Reads a delivery to the named stage strictly, and takes the stage off the slip. Never throws. What this part itself
 * published in this process, and its bus handed on, is not read again.
 */
export function readDelivery(stage: string, event: MessagePublished): ReadDelivery {
  const handed = event?.[meaning];
  const read = handed instanceof Outgoing ? { ok: true as const, message: handed.message } : readBytes(event);
  if (!read.ok) return read;
  const { envelope, attributes } = read.message;
  const advanced = advance(envelope, stage);
  if (!advanced.ok) return poison('envelope', advanced);
  return { ok: true, message: { envelope: advanced.envelope, attributes }, next: advanced.next };
}

function readBytes(event: MessagePublished): { ok: true; message: Message } | { ok: false; reason: string } {
  const delivered: Partial<MessagePublished['data']['message']> | undefined = event?.data?.message;
  const text = textOf(delivered?.data);
  if (text === null) return { ok: false, reason: 'data must be UTF-8 text in base64' };
  const decoded = decodeEnvelope(text);
  if (!decoded.ok) return poison('envelope', decoded);
  const beside = decodeAttributes(delivered?.attributes ?? {});
  if (!beside.ok) return poison('attributes', beside);
  return { ok: true, message: { envelope: decoded.envelope, attributes: beside.attributes } };
}

/**
 * The dead letter of a delivery that no stage can use: its data and attributes as they came, with the `reason` and
 * the `topic` to which an operator may send it again. Data that is no text stays base64, and `encoding` says so.
 */
export function deadLetterOf(stage: string, event: MessagePublished, reason: string): OutgoingMessage {
  const delivered: Partial<MessagePublished['data']['message']> | undefined = event?.data?.message;
  const text = textOf(delivered?.data);
  return {
    data: text ?? String(delivered?.data ?? ''),
    attributes: {
      ...delivered?.attributes,
      ...(text === null ? { encoding: 'base64' } : {}),
      topic: stage,
      reason,
    },
  };
}
