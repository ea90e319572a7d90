import type { ServerFrame } from '@parley/envelope';
import { entryOf, type Event, type Sending } from '../../../../e2e/history';
import { Connection, type Socket } from '../../../../web/src/connection';
import { chanceOf } from './chance';
import type { Surroundings } from './process';

export type Answer = 'accepted' | 'refused';

export interface ClientDeps extends Surroundings {
  readonly userId: number;
  /** The cursor of the inbox's beginning. */
  readonly beginning: string;
  readonly open: (protocols: readonly string[]) => Socket;
  /** Sends over HTTP; null when no answer came. */
  readonly post: (message: Sending) => Promise<Answer | null>;
  readonly record: (event: Event) => void;
}

/** Without an answer for so long (ms), a try is given up; the next is of the same message. */
const patience = 10_000;
const pause = 500;

/** A person's page: the product's own connection to the relay, and what it does and sees, written down. */
export class Client {
  readonly connection: Connection;
  /** Messages that were not answered yet. */
  unanswered = 0;
  /** Positions that were shown. */
  readonly seen = new Set<number>();
  #cursor: string;
  readonly #waiting = new Map<string, (answer: Answer | null) => void>();

  constructor(private readonly deps: ClientDeps) {
    const { world, userId, seed } = deps;
    const chance = chanceOf(seed, `page ${userId}`);
    this.#cursor = deps.beginning;
    this.connection = new Connection({
      open: deps.open,
      timers: {
        now: () => world.now,
        after: (milliseconds, callback) => {
          const timer = world.after(milliseconds, callback);
          return () => timer.cancel();
        },
      },
      random: () => chance.draw(),
      token: async () => `token-${userId}`,
      cursor: () => this.#cursor,
      onPhase: ({ kind }) => {
        if (kind !== 'online') for (const answer of this.#waiting.values()) answer(null);
      },
      onFrame: (frame) => this.#receive(frame),
      onReload: () => {
        throw new Error('A cursor of this very run was refused.');
      },
    });
  }

  get isOnline(): boolean {
    return this.connection.phase.kind === 'online';
  }

  /** Closes the connection and opens it again. */
  resume(): void {
    this.connection.stop();
    this.connection.start();
  }

  /** Sends until the message is accepted or refused. */
  async send(message: Sending, way: 'socket' | 'http'): Promise<void> {
    const { userId, record } = this.deps;
    this.unanswered++;
    record({ kind: 'sent', user: userId, ...message });
    for (;;) {
      const answer = await (way === 'socket' ? this.#trySocket(message) : this.deps.post(message));
      if (answer !== null) {
        this.unanswered--;
        return record({ kind: answer, user: userId, messageUid: message.messageUid });
      }
      await new Promise<void>((resolve) => void this.deps.world.after(pause, resolve));
    }
  }

  #receive(frame: ServerFrame): void {
    const { userId, record, beginning } = this.deps;
    switch (frame.$type) {
      case 'Welcome':
        // The beginning's cursor asks for everything, as none does.
        return record({
          kind: 'resumed',
          user: userId,
          after: this.#cursor === beginning ? null : this.#cursor,
        });
      case 'ReceiveMessage':
        this.#cursor = frame.cursor;
        this.seen.add(frame.position);
        return record({ kind: 'received', user: userId, entry: entryOf(frame), cursor: frame.cursor });
      case 'Accepted':
        return this.#waiting.get(frame.messageUid)?.('accepted');
      case 'Rejected': {
        const mayPass = frame.problem.code === 'rate-limited' || frame.problem.code === 'unavailable';
        return this.#waiting.get(frame.messageUid ?? '')?.(mayPass ? null : 'refused');
      }
    }
  }

  async #trySocket({ messageUid, messageBody, recipientIds }: Sending): Promise<Answer | null> {
    return new Promise<Answer | null>((resolve) => {
      const settle = (answer: Answer | null) => {
        timer.cancel();
        this.#waiting.delete(messageUid);
        resolve(answer);
      };
      const timer = this.deps.world.after(patience, () => settle(null));
      this.#waiting.set(messageUid, settle);
      const isWritten = this.connection.send({
        $type: 'SendMessage',
        messageUid,
        message: messageBody,
        destinationUsers: recipientIds,
      });
      if (!isWritten) settle(null);
    });
  }
}
