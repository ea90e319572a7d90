export { autoReply } from './auto-reply';
export type { AutoReplyDeps } from './auto-reply';
