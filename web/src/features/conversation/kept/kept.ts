import { Cell } from '../../../store';
import type { ChatMessage } from '../model/message';
import type { Unconfirmed } from '../model/outbox';
import type { Range } from '../model/ranges';
import type { Summary } from '../model/summary';
import type { HistoryPage } from '../model/thread';

/** How far the inbox was received on this device. */
export interface Progress {
  /** Everything after this position was received; what lies before is read as it is scrolled to. */
  readonly tailFrom: number;
  /** Where the next visit goes on. */
  readonly cursor: string;
  /** The newest position that was received. */
  readonly reached: number;
}

/** What an earlier visit left for a person. */
export interface Left {
  /** Null when nothing was received yet. */
  readonly progress: Progress | null;
  readonly summaries: readonly Summary[];
  readonly waiting: readonly Unconfirmed[];
  /** Texts that were begun, by conversation. */
  readonly drafts: ReadonlyMap<string, string>;
  /** Who has one's messages on a screen, by messageUid. */
  readonly delivered: ReadonlyMap<string, readonly number[]>;
}

/** What is new since the last writing; all of it is written, or nothing. */
export interface Changes {
  readonly messages: readonly ChatMessage[];
  /** Between which positions a conversation's messages are all there. */
  readonly covers: readonly { readonly conversation: string; readonly range: Range }[];
  readonly summaries: readonly Summary[];
  readonly progress: Progress | null;
  readonly waiting: ReadonlyMap<string, Unconfirmed | null>;
  readonly drafts: ReadonlyMap<string, string>;
  readonly delivered: ReadonlyMap<string, readonly number[]>;
}

export const noChanges: Changes = {
  messages: [],
  covers: [],
  summaries: [],
  progress: null,
  waiting: new Map(),
  drafts: new Map(),
  delivered: new Map(),
};

export const nothingLeft: Left = {
  progress: null,
  summaries: [],
  waiting: [],
  drafts: new Map(),
  delivered: new Map(),
};

/**
 * One person's chat as this device keeps it between visits. Several tabs may write to the same one. No call rejects
 * because the device will not keep anything: the chat then lives in memory, and the server has it all but the drafts
 * and what was not sent.
 */
export interface Kept {
  /** Whether what was begun and what is on its way out would outlive the page: false when the device keeps none of it. */
  readonly lasts: Cell<boolean>;
  read(): Promise<Left>;
  /** The newest messages of the conversation before the position, where they are known without a gap; else null. */
  page(conversation: string, before: number, limit: number): Promise<HistoryPage | null>;
  /** The message of one's inbox with this id in this conversation, or null. */
  find(conversation: string, messageUid: string): Promise<ChatMessage | null>;
  write(changes: Changes): Promise<void>;
  /** Forgets what was received; what is on its way out and what was begun stay. */
  clear(): Promise<void>;
  /** Forgets everything of this person. */
  erase(): Promise<void>;
}

/** Keeps nothing: for a device that has no storage, or allows none. */
export const nowhere: Kept = {
  lasts: new Cell(false),
  read: () => Promise.resolve(nothingLeft),
  page: () => Promise.resolve(null),
  find: () => Promise.resolve(null),
  write: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  erase: () => Promise.resolve(),
};
