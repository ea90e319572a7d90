import { Cell } from '../../../store';
import { nothingLeft, type Changes, type Kept, type Left, type Progress } from '../kept/kept';
import type { ChatMessage } from '../model/message';
import type { Unconfirmed } from '../model/outbox';
import { rangeAt, withRange, type Range } from '../model/ranges';
import type { Summary } from '../model/summary';

/** What a device keeps, without a device; it can be told to fail. */
export class MemoryKept implements Kept {
  readonly lasts = new Cell(true);
  isBroken = false;
  readonly messages = new Map<number, ChatMessage>();
  readonly summaries = new Map<string, Summary>();
  readonly waiting = new Map<string, Unconfirmed>();
  readonly drafts = new Map<string, string>();
  readonly delivered = new Map<string, readonly number[]>();
  readonly covers = new Map<string, readonly Range[]>();
  progress: Progress | null = null;

  async read(): Promise<Left> {
    if (this.isBroken) return nothingLeft;
    const arrived = new Set([...this.messages.values()].map(({ messageUid }) => messageUid));
    return {
      progress: this.progress,
      summaries: [...this.summaries.values()],
      waiting: [...this.waiting.values()].filter(({ messageUid }) => !arrived.has(messageUid)),
      drafts: new Map(this.drafts),
      delivered: new Map(this.delivered),
    };
  }

  async page(conversation: string, before: number, limit: number) {
    if (this.isBroken || this.progress === null) return null;
    const { tailFrom, reached } = this.progress;
    const ranges = withRange(this.covers.get(conversation) ?? [], { from: tailFrom + 1, to: reached });
    const to = Math.min(before - 1, reached);
    const range = rangeAt(ranges, to);
    if (range === null || (before !== Infinity && to !== before - 1)) return null;
    const all = [...this.messages.values()]
      .filter((message) => message.conversation === conversation)
      .filter(({ position }) => position >= range.from && position <= to)
      .sort((a, b) => a.position - b.position);
    const messages = all.slice(-limit);
    return { messages, covers: { from: messages.length < limit ? range.from : messages[0]!.position, to } };
  }

  async find(conversation: string, messageUid: string) {
    const found = [...this.messages.values()].find(
      (message) => message.messageUid === messageUid && message.conversation === conversation,
    );
    return found ?? null;
  }

  async write(changes: Changes): Promise<void> {
    if (this.isBroken) return;
    for (const message of changes.messages) this.messages.set(message.position, message);
    for (const summary of changes.summaries) this.summaries.set(summary.id, summary);
    for (const [uid, people] of changes.delivered) this.delivered.set(uid, people);
    for (const [uid, message] of changes.waiting) {
      if (message === null) this.waiting.delete(uid);
      else this.waiting.set(uid, message);
    }
    for (const [id, text] of changes.drafts) this.drafts.set(id, text);
    for (const { conversation, range } of changes.covers)
      this.covers.set(conversation, withRange(this.covers.get(conversation) ?? [], range));
    this.progress = changes.progress ?? this.progress;
  }

  async clear(): Promise<void> {
    for (const part of [this.messages, this.summaries, this.delivered, this.covers]) part.clear();
    this.progress = null;
  }

  async erase(): Promise<void> {
    await this.clear();
    this.waiting.clear();
    this.drafts.clear();
  }
}
