import {
  byteLength,
  isClientUid,
  isUserId,
  isUuid,
  limits,
  messageBodyRule,
  recipientIdsRule,
} from '@parley/envelope';
import { pipelineCodes, type RefusalCode } from './errors';

/** A message that somebody wants to send; whoever hands it in has authenticated the sender. */
export interface SendRequest {
  readonly senderId: number;
  /** The WebSocket session; a program's send has none. */
  readonly sessionId?: string;
  /** Made by the client, so that it may repeat the send; a fresh one when missing. */
  readonly messageUid?: string;
  readonly messageBody: string;
  /** Repetitions are dropped, the first of each stays in its place. */
  readonly recipientIds: readonly number[];
  /** W3C Trace Context; left out when it is malformed. */
  readonly traceparent?: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** The field of the request that is wrong. */
  readonly field?: string;
  /** In words for whoever sent it. */
  readonly reason: string;
}

export const refused = (code: RefusalCode, field: string, reason: string): Refused => ({
  kind: 'refused',
  code,
  field,
  reason: `${field} ${reason}`,
});

/** The distinct recipients of a valid request, or what is wrong with it. */
export function validateSend(request: SendRequest): readonly number[] | Refused {
  const { messageUid, sessionId, messageBody } = request;
  if (messageUid !== undefined && !isClientUid(messageUid)) {
    const reason = 'must be a UUID of version 4 or 7 in lower case';
    return refused(pipelineCodes.invalidMessage, 'messageUid', reason);
  }
  if (sessionId !== undefined && !isUuid(sessionId)) {
    return refused(pipelineCodes.invalidMessage, 'sessionId', 'must be a UUID in lower case');
  }
  if (!isUserId(request.senderId)) {
    return refused(pipelineCodes.invalidMessage, 'senderId', 'must be a user id');
  }
  const brokenBody = messageBodyRule(messageBody);
  if (brokenBody !== null) {
    const tooLarge =
      typeof messageBody === 'string' && (byteLength(messageBody) ?? 0) > limits.messageBodyBytes;
    const code = tooLarge ? pipelineCodes.messageTooLarge : pipelineCodes.invalidMessage;
    return refused(code, 'messageBody', brokenBody);
  }
  const recipientIds = Array.isArray(request.recipientIds)
    ? [...new Set(request.recipientIds)]
    : request.recipientIds;
  const brokenRecipients = recipientIdsRule(recipientIds);
  if (brokenRecipients !== null) {
    const tooMany = Array.isArray(recipientIds) && recipientIds.length > limits.recipients;
    const code = tooMany ? pipelineCodes.tooManyRecipients : pipelineCodes.invalidMessage;
    return refused(code, 'recipientIds', brokenRecipients);
  }
  return recipientIds;
}
