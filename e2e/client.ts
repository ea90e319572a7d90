import { setTimeout as wait } from 'node:timers/promises';
import { decodeServerFrame, encodeFrame, type ServerFrame } from '@parley/envelope';
import WebSocket from 'ws';

/** A message as the HTTP interface lists it. */
export interface Listed {
  readonly messageUid: string;
  readonly conversation: string;
  readonly position: number;
  readonly messageBody: string;
  readonly senderId: number;
  readonly recipientIds: readonly number[];
  readonly fromAutoReply: boolean;
  readonly causedBy?: string;
  readonly cursor: string;
}

export interface Sending {
  readonly messageUid: string;
  readonly messageBody: string;
  readonly recipientIds: readonly number[];
}

/** Between two tries, ms: long enough not to hurry a server that is starting. */
const pause = 100;
/** Without an answer for so long (ms), a try is given up; the next is of the same message. */
const patience = 5_000;

/** A program that is signed in and does not mind that the server comes and goes. */
export class Client {
  private constructor(
    private readonly url: () => string,
    private readonly token: string,
    readonly id: number,
  ) {}

  static async register(url: () => string, username: string): Promise<Client> {
    const response = await fetch(`${url()}/api/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: `${username} has a long password` }),
    });
    if (response.status !== 201) throw new Error(`Registering ${username} was answered ${response.status}.`);
    const { token, user } = (await response.json()) as { token: string; user: { id: number } };
    return new Client(url, token, user.id);
  }

  async put(path: string, body: unknown): Promise<void> {
    const response = await this.#call('PUT', path, body);
    if (!response.ok) throw new Error(`PUT ${path} was answered ${response.status}.`);
  }

  /** Sends over HTTP until the message is accepted. Rejects when it is refused for good. */
  async sendOverHttp(message: Sending): Promise<void> {
    for (;;) {
      const response = await this.#call('POST', '/api/messages', message).catch(() => null);
      if (response?.status === 202) return;
      const mayPass = response === null || response.status === 429 || response.status >= 500;
      if (!mayPass) throw new Error(`A message was answered ${response.status}: ${await response.text()}`);
      await wait(pause);
    }
  }

  /** Sends over WebSockets until the message is accepted, a new socket for each try. */
  async sendOverWebSocket(message: Sending): Promise<void> {
    for (;;) {
      const answer = await this.#trySocket(message);
      if (answer?.$type === 'Accepted') return;
      await wait(pause);
    }
  }

  /** The whole inbox, in its order. */
  async inbox(): Promise<Listed[]> {
    const messages: Listed[] = [];
    for (let after = ''; ; after = messages.at(-1)!.cursor) {
      const response = await this.#call('GET', `/api/messages?limit=200&after=${encodeURIComponent(after)}`);
      if (!response.ok) throw new Error(`The inbox was answered ${response.status}.`);
      const page = (await response.json()) as { messages: Listed[]; next: string | null };
      messages.push(...page.messages);
      if (page.next === null) return messages;
    }
  }

  #call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url()}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  #trySocket({ messageUid, messageBody, recipientIds }: Sending): Promise<ServerFrame | null> {
    const address = `${this.url().replace(/^http/, 'ws')}/ws`;
    const socket = new WebSocket(address, ['parley.v1', `bearer.${this.token}`]);
    return new Promise<ServerFrame | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), patience);
      const end = (frame: ServerFrame | null) => {
        clearTimeout(timer);
        resolve(frame);
      };
      socket.on('error', () => end(null));
      socket.on('close', () => end(null));
      socket.on('message', (data: Buffer) => {
        const decoded = decodeServerFrame(data.toString('utf8'));
        if (!decoded.ok) return;
        const { frame } = decoded;
        if (frame.$type === 'Welcome') {
          const send = { $type: 'SendMessage', messageUid, message: messageBody } as const;
          socket.send(encodeFrame({ ...send, destinationUsers: recipientIds }));
        }
        if ((frame.$type === 'Accepted' || frame.$type === 'Rejected') && frame.messageUid === messageUid)
          end(frame);
      });
    }).finally(() => socket.terminate());
  }
}
