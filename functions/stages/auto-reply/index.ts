export { autoReply } from './auto-reply';
export type { AutoReplyDeps } from './auto-reply';
export { autoReplyConfig } from './auto-reply-config';
export type { AutoReplyConfigDeps } from './auto-reply-config';
