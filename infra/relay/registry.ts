import type { Session } from './session';

const nobody: readonly Session[] = [];

/** The sessions of one relay, by their user. */
export class Registry {
  readonly #byUser = new Map<number, readonly Session[]>();
  #size = 0;
  #onEmpty: (() => void) | null = null;

  add(session: Session): void {
    this.#byUser.set(session.userId, [...this.of(session.userId), session]);
    this.#size++;
  }

  remove(session: Session): void {
    const held = this.of(session.userId);
    const rest = held.filter((each) => each !== session);
    if (rest.length === held.length) return;
    if (rest.length > 0) this.#byUser.set(session.userId, rest);
    else this.#byUser.delete(session.userId);
    if (--this.#size === 0) this.#onEmpty?.();
  }

  of(userId: number): readonly Session[] {
    return this.#byUser.get(userId) ?? nobody;
  }

  get size(): number {
    return this.#size;
  }

  all(): Session[] {
    return [...this.#byUser.values()].flat();
  }

  /** Resolves when no session is left; asked for once, at the end. */
  async emptied(): Promise<void> {
    if (this.#size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
  }
}
