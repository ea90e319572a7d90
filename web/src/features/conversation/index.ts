export { Chat } from './chat';
export type { ChatOptions, ChatSnapshot, Conversation } from './chat';
export { ConversationList } from './conversation-list';
export { ConversationView } from './conversation-view';
export { titleOf } from './names';
export type { NameOf } from './names';
