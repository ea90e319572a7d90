import type { Clock, Ids } from '@parley/ports';
import { chanceOf, drawUuid, type Chance } from './chance';
import type { Faults } from './faults';
import type { Subject, World } from './world';

/** What all of a simulation share. */
export interface Surroundings {
  readonly world: World;
  readonly faults: Faults;
  readonly seed: number;
}

/** What a service that is away, or whose answer was lost, makes of a call. */
export class ServiceAway extends Error {
  readonly code = 'away';
  constructor() {
    super('The service is away.');
    this.name = 'ServiceAway';
  }
}

const hour = 3_600_000;

/**
 * One process, from its start to its end: a clock that may be wrong, and calls to services that may fail. It ends at a
 * call, never between two: nothing of it that others could see happens in between.
 */
export class Process implements Subject {
  isAlive = true;
  hangsUntil = 0;
  #skew = 0;
  #calls = 0;
  readonly #chance: Chance;
  readonly #atEnd: (() => void)[] = [];

  /** @param name names it among all processes of the run */
  constructor(
    readonly name: string,
    readonly around: Surroundings,
  ) {
    this.#chance = chanceOf(around.seed, name);
  }

  /** Its clock; timers keep to true time, as a machine's do when its clock is set. */
  readonly clock: Clock = {
    now: () => Math.floor(this.around.world.now + this.#skew),
    setTimer: (milliseconds, fire) => this.around.world.after(milliseconds, fire, this),
  };

  readonly ids: Ids = {
    uuid: () => drawUuid(this.#chance),
    bytes: (length) => Uint8Array.from({ length }, () => this.#chance.below(256)),
  };

  /** Calls back when the process ends. */
  onEnd(callback: () => void): void {
    this.#atEnd.push(callback);
  }

  /** Ends it: nothing happens to it any more. */
  end(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    for (const callback of this.#atEnd) callback();
  }

  /** Lets it hang for so long, ms. */
  hang(milliseconds: number): void {
    this.hangsUntil = Math.max(this.hangsUntil, this.around.world.now + milliseconds);
  }

  /** Sets its clock right. */
  setClock(): void {
    this.#skew = 0;
  }

  /**
   * Calls a service: the effect happens after a while, and its result comes after another. Never settles when the
   * process ends before.
   */
  call<T>(effect: () => Promise<T>): Promise<T> {
    const { world, faults } = this.around;
    const chance = this.#chance;
    const place = `${this.name}#${++this.#calls}`;
    let there = chance.duration(0.5, 20);
    let back = chance.duration(0.5, 20);
    const [crash, before, after, slow, hang, jump] = [0, 0, 0, 0, 0, 0].map(() => chance.draw());
    const [coin, long, span] = [chance.draw(), chance.duration(100, 20_000), chance.duration(100, 70_000)];
    const leap = chance.duration(100, 24 * hour) * (chance.draw() < 0.5 ? -1 : 1);
    if (faults.strikes('slow', place, slow!)) {
      if (coin < 0.5) there = long;
      else back = long;
    }
    if (faults.strikes('clock-jump', place, jump!)) this.#skew += leap;
    if (faults.strikes('hang', place, hang!)) this.hang(span);
    const isRefused = faults.strikes('error-before', place, before!);
    const isLost = !isRefused && faults.strikes('error-after', place, after!);
    const crashes = faults.strikes('crash', place, crash!);
    return new Promise<T>((resolve, reject) => {
      const answer = (settle: () => void) => world.after(back, settle, this);
      world.after(there, () => {
        // Who ended on the way: the request was sent, or it was not.
        if (!this.isAlive && coin < 0.5) return;
        if (isRefused) return void answer(() => reject(new ServiceAway()));
        effect().then(
          (result) => answer(() => (isLost ? reject(new ServiceAway()) : resolve(result))),
          (failure: unknown) => answer(() => reject(failure)),
        );
      });
      if (crashes) world.after(coin < 0.5 ? there / 2 : there + back / 2, () => this.end());
    });
  }

  /** The port as the process reaches it: each of its operations is a call. */
  reach<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const operation: unknown = Reflect.get(target, name);
        if (typeof operation !== 'function') return operation;
        return (...given: unknown[]) =>
          this.call(() => Promise.resolve(Reflect.apply(operation, target, given) as unknown));
      },
    });
  }
}
