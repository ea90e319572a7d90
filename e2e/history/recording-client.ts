import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { decodeServerFrame, encodeFrame, type ClientFrame, type ReceiveMessage } from '@parley/envelope';
import type { Entry, Event, RecordedRun } from './history';

/** Between two tries, ms: long enough not to hurry a server that is starting. */
const pause = 50;
/** Without an answer for so long (ms), a try is given up; the next is of the same message. */
const patience = 10_000;
/** So often a reading is tried: connections that are kept open may be dead without a word, each for one try. */
const readings = 5;

export interface Sending {
  readonly messageUid: string;
  readonly messageBody: string;
  readonly recipientIds: readonly number[];
}

type Answer = 'accepted' | 'refused' | null;

/** The message that a frame brings. */
export const entryOf = (frame: ReceiveMessage): Entry => ({
  senderId: frame.userId,
  messageUid: frame.messageUid,
  conversation: frame.conversation,
  position: frame.position,
  messageBody: frame.msg,
  recipientIds: frame.recipientIds,
  fromAutoReply: frame.fromAutoReply,
  ...(frame.causedBy === undefined ? {} : { causedBy: frame.causedBy }),
});

/**
 * A program that is signed in, keeps a socket open as long as there is a server, resumes from its last cursor whenever
 * it comes back, and writes down what it does and sees.
 */
export class RecordingClient {
  #cursor: string | null = null;
  #socket: WebSocket | null = null;
  #stopped = false;
  /** Runs out when the line was silent for too long. */
  #silence: NodeJS.Timeout | undefined;
  #silentMilliseconds = 0;
  #running: Promise<void> = Promise.resolve();
  /** Who waits for the answer to a message over the socket. */
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  private constructor(
    private readonly url: () => string,
    private readonly token: string,
    readonly id: number,
    private readonly record: (event: Event) => void,
  ) {}

  static async register(
    url: () => string,
    username: string,
    record: (event: Event) => void,
  ): Promise<RecordingClient> {
    const response = await fetch(`${url()}/api/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: `${username} has a long password` }),
    });
    if (response.status !== 201) throw new Error(`Registering ${username} was answered ${response.status}.`);
    const { token, user } = (await response.json()) as { token: string; user: { id: number } };
    return new RecordingClient(url, token, user.id, record);
  }

  /** Sets something up; rejects unless it succeeds. */
  async put(path: string, body: string | object): Promise<void> {
    const response = await this.#call('PUT', path, body);
    if (!response.ok)
      throw new Error(`PUT ${path} was answered ${response.status}: ${await response.text()}`);
  }

  /** Connects, and connects again whenever the socket was closed, until it is stopped. */
  start(): void {
    this.#running = this.#stayConnected();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#socket?.terminate();
    await this.#running;
  }

  /** Sends until the message is accepted or refused, over the socket or over HTTP. */
  async send(message: Sending, way: 'socket' | 'http'): Promise<void> {
    const { messageUid } = message;
    this.record({ kind: 'sent', user: this.id, ...message });
    for (;;) {
      const answer = await (way === 'socket' ? this.#trySocket(message) : this.#tryHttp(message));
      if (answer !== null) return this.record({ kind: answer, user: this.id, messageUid });
      await wait(pause);
    }
  }

  /** How many messages the inbox holds. */
  async inboxSize(): Promise<number> {
    const path = '/api/messages?limit=1&before=';
    const { messages } = await this.#read<{ messages: { position: number }[] }>(path);
    return messages[0]?.position ?? 0;
  }

  /** Records the whole inbox and all run records. */
  async recordAll(): Promise<void> {
    const entries = await this.#pages<Entry & { cursor: string }>('/api/messages', 'messages');
    this.record({ kind: 'inbox', user: this.id, entries });
    await this.recordRuns();
  }

  /** Records the run records that there are; the product keeps the newest only. */
  async recordRuns(): Promise<void> {
    const runs = await this.#pages<RecordedRun>('/api/runs', 'runs');
    this.record({ kind: 'runs', user: this.id, runs });
  }

  async #pages<T>(path: string, name: string): Promise<T[]> {
    const all: T[] = [];
    for (let after: string | null = null; ;) {
      const cursor: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const page = await this.#read<Record<string, T[]> & { next: string | null }>(
        `${path}?limit=200${cursor}`,
      );
      all.push(...page[name]!);
      if (page.next === null) return all;
      after = page.next;
    }
  }

  async #stayConnected(): Promise<void> {
    while (!this.#stopped) {
      await this.#connection();
      await wait(pause);
    }
  }

  #connection(): Promise<void> {
    const address = `${this.url().replace(/^http/, 'ws')}/ws`;
    const socket = new WebSocket(address, ['parley.v1', `bearer.${this.token}`]);
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => this.#receive(socket, data.toString('utf8')));
    return new Promise((resolve) =>
      socket.once('close', () => {
        if (this.#socket === socket) this.#socket = null;
        clearTimeout(this.#silence);
        for (const answer of this.#waiting.values()) answer(null);
        resolve();
      }),
    );
  }

  #receive(socket: WebSocket, text: string): void {
    const decoded = decodeServerFrame(text);
    if (!decoded.ok) throw new Error(`The server sent no frame: ${decoded.field} ${decoded.reason}`);
    const { frame } = decoded;
    // Two heartbeats may be missed; after that the line is dead.
    if (frame.$type === 'Welcome') this.#silentMilliseconds = frame.heartbeatSeconds * 2_500;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => socket.terminate(), this.#silentMilliseconds);
    switch (frame.$type) {
      case 'Welcome':
        this.record({ kind: 'resumed', user: this.id, after: this.#cursor });
        socket.send(encodeFrame({ $type: 'Resume', after: this.#cursor }));
        this.#socket = socket;
        return;
      case 'ReceiveMessage':
        this.#cursor = frame.cursor;
        return this.record({ kind: 'received', user: this.id, entry: entryOf(frame), cursor: frame.cursor });
      case 'Accepted':
        return this.#waiting.get(frame.messageUid)?.('accepted');
      case 'Rejected': {
        if (frame.problem.reload === true) throw new Error('A cursor of this very history was refused.');
        const mayPass = frame.problem.code === 'rate-limited' || frame.problem.code === 'unavailable';
        return this.#waiting.get(frame.messageUid ?? '')?.(mayPass ? null : 'refused');
      }
    }
  }

  async #trySocket({ messageUid, messageBody, recipientIds }: Sending): Promise<Answer> {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return null;
    const frame: ClientFrame = {
      $type: 'SendMessage',
      messageUid,
      message: messageBody,
      destinationUsers: recipientIds,
    };
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        // A line on which nothing is answered may be dead without a word.
        socket.terminate();
        resolve(null);
      }, patience);
      this.#waiting.set(messageUid, (given) => {
        clearTimeout(timer);
        resolve(given);
      });
      socket.send(encodeFrame(frame), (error) => {
        if (error) this.#waiting.get(messageUid)?.(null);
      });
    });
    this.#waiting.delete(messageUid);
    return answer;
  }

  async #tryHttp(message: Sending): Promise<Answer> {
    const response = await this.#call('POST', '/api/messages', message).catch(() => null);
    if (response === null || response.status === 429 || response.status >= 500) return null;
    return response.status === 202 ? 'accepted' : 'refused';
  }

  /** Reads what is said in JSON; rejects when it is refused, or as often as it is tried not answered. */
  async #read<T>(path: string): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        const response = await this.#call('GET', path);
        if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}.`);
        return (await response.json()) as T;
      } catch (failure) {
        if (tries === readings) throw failure;
        await wait(pause);
      }
    }
  }

  #call(method: string, path: string, body?: string | object): Promise<Response> {
    const isText = typeof body === 'string';
    return fetch(`${this.url()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': isText ? 'text/plain' : 'application/json',
      },
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
  }
}
