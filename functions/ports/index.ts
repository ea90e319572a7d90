export type { Account, AccountCopy, Accounts, AccountSession } from './accounts';
export { deadLetterTopic, deliveryPolicy, meaning, relayTopicPrefix } from './bus';
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
export type { Interval, Operations, Overview, Quantiles } from './operations';
export type { Runner, RunRequest, RunResult, RunSpent, ScriptDiagnostic } from './runner';
export type { Scripts, ScriptVersion } from './scripts';
export type { Blocks } from './blocks';
export type { Conversation, Conversations, Inbox, InboxEntry, InboxMessage } from './inbox';
export type { Identity, VouchedIdentity } from './identity';
export type { Interests } from './interests';
export type { Page } from './page';
export {
  presenceFrom,
  type LiveSession,
  type Presence,
  type RememberedSession,
  type UserPresence,
} from './presence';
export type { Replies } from './replies';
export type { Retention } from './retention';
export type { RunOutcome, RunRecord, RunRecords } from './runs';
export type { Sends, SendRecord } from './sends';
export type { AutoReply, Settings, UserSettings } from './settings';
export type { Store } from './store';
export type { Target } from './target';
export { silentTelemetry, traced } from './telemetry';
export type { Span, Telemetry } from './telemetry';
