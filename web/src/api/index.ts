export { publicApi, signedInApi } from './api';
export type {
  Account,
  AccountSession,
  ActiveScript,
  Api,
  AutoReply,
  Credentials,
  DeadLetter,
  Granted,
  InboxMessage,
  Listed,
  Overview,
  PublicApi,
  Quantiles,
  Replay,
  Run,
  ScriptVersion,
  Settings,
  Target,
  Trial,
  User,
} from './api';
export type { Fetch } from './http';
export type { Diagnostic, Refusal, Result } from './result';
export { refusalOf, Refused, unreachable, valueOf } from './result';
