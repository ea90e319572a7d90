import { limits, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { Cell } from '../../store';

/** Whether somebody is here, and since when, or when they were last seen. */
export interface Presence {
  readonly online: boolean;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** How the people are whom the page shows. Who is not in the map may be here or not: nothing was told of them. */
export class PresenceWatch {
  readonly #transmit: (frame: ClientFrame) => boolean;
  readonly people = new Cell<ReadonlyMap<number, Presence>>(new Map());
  #watched: readonly number[] = [];

  constructor(transmit: (frame: ClientFrame) => boolean) {
    this.#transmit = transmit;
  }

  /** From now on these people are shown, the most important first; more than the server tells of are left out. */
  watch(ids: Iterable<number>): void {
    const wanted = [...new Set(ids)].slice(0, limits.watched);
    const same = wanted.length === this.#watched.length && wanted.every((id) => this.#watched.includes(id));
    if (same) return;
    this.#watched = wanted;
    this.#tell();
  }

  receive(frame: ServerFrame): void {
    if (frame.$type === 'Welcome') this.#tell();
    if (frame.$type !== 'Presence') return;
    const { userId, online, since } = frame;
    this.people.set(new Map(this.people.get()).set(userId, { online, since: Date.parse(since) }));
  }

  /** The connection is gone: who was here may have left. */
  clear(): void {
    if (this.people.get().size > 0) this.people.set(new Map());
  }

  #tell(): void {
    if (this.#watched.length > 0) this.#transmit({ $type: 'Watch', users: this.#watched });
  }
}
