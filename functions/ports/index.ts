export type { Account, Accounts, AccountSession } from './accounts';
export { deadLetterTopic } from './bus';
export type {
  Bus,
  DeadLetter,
  MessageHandler,
  MessagePublished,
  OutgoingMessage,
  Publisher,
  Subscription,
  TopicOptions,
} from './bus';
export type { Clock, Timer } from './clock';
export type { Ids } from './ids';
export type { Runner, RunRequest, RunResult, RunSpent, ScriptDiagnostic } from './runner';
export type { Scripts, ScriptVersion } from './scripts';
export type {
  AutoReply,
  Inbox,
  InboxEntry,
  InboxMessage,
  Interests,
  LiveSession,
  Page,
  Presence,
  Replies,
  RunOutcome,
  RunRecord,
  RunRecords,
  Sends,
  SendRecord,
  Settings,
  Store,
  Target,
} from './store';
export { silentTelemetry } from './telemetry';
export type { Telemetry } from './telemetry';
