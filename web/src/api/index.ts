export { publicApi, signedInApi } from './api';
export type { ActiveScript, Api, AutoReply, Credentials, Granted, PublicApi, Run, Target, User } from './api';
export type { Fetch } from './http';
export type { Diagnostic, Refusal, Result } from './result';
