import type { RunRecord } from '@parley/ports';
import { isInteger, isIntegers, isNumber, isOneOf, isString, orAbsent, type Shape } from './documents';

const hasShape = <T>(value: unknown, shape: Shape<T>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.entries(shape) as [string, (value: unknown) => boolean][]).every(([name, rule]) =>
    rule((value as Record<string, unknown>)[name]),
  );

const messageShape: Shape<RunRecord['answer']['messages'][number]> = {
  recipientIds: isIntegers,
  messageBody: isString,
};

const answerShape: Shape<RunRecord['answer']> = {
  action: isOneOf('forward', 'drop'),
  messageBody: orAbsent(isString),
  messages: (value) => Array.isArray(value) && value.every((each) => hasShape(each, messageShape)),
  leftOut: isInteger,
};

const recordShape: Shape<RunRecord> = {
  ownerId: isInteger,
  target: isOneOf('send', 'recv'),
  senderId: isInteger,
  messageUid: isString,
  scriptVersion: isString,
  outcome: isOneOf('answered', 'compile-error', 'fault', 'limit', 'bad-answer', 'suspended', 'unavailable'),
  reason: isString,
  line: orAbsent(isInteger),
  column: orAbsent(isInteger),
  log: isString,
  gas: isNumber,
  milliseconds: isNumber,
  at: isString,
  answer: (value) => hasShape(value, answerShape),
};

/** Whether a value is a run record: what a stage publishes on its word. */
export const isRunRecord = (value: unknown): boolean => hasShape(value, recordShape);
