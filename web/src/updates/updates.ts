import { Cell } from '../store';

/** What is used of a registration of the browser's. */
export interface Registration {
  readonly waiting: { postMessage(message: string): void } | null;
  readonly installing: EventTarget | null;
  addEventListener(type: 'updatefound', listener: () => void): void;
  /** Asks the server whether there is a new version. */
  update(): Promise<unknown>;
}

export interface Workers {
  /** Null on a first visit: what is installed then is no new version. */
  readonly controller: unknown;
  register(address: string): Promise<Registration>;
  addEventListener(type: 'controllerchange', listener: () => void): void;
}

/**
 * Keeps the page for when there is no network, and tells when a new version of it is ready. The new one takes over
 * only when the reader says so, since it takes the page with it.
 */
export class Updates {
  readonly isReady = new Cell(false);
  readonly #workers: Workers;
  readonly #reload: () => void;
  #registration: Registration | null = null;

  constructor(workers: Workers, reload: () => void) {
    this.#workers = workers;
    this.#reload = reload;
  }

  /** Registers the service worker. A browser that allows none has a page that needs the network. */
  async begin(): Promise<void> {
    const hadOne = this.#workers.controller !== null;
    const registration = await this.#workers.register('/service-worker.js').catch(() => null);
    this.#registration = registration;
    if (registration === null) return;
    const look = () => {
      if (registration.waiting !== null && hadOne) this.isReady.set(true);
    };
    look();
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', look),
    );
  }

  /** Looks whether there is a new version: a page that stays open for days hears of none by itself. */
  async look(): Promise<void> {
    await this.#registration?.update().catch(() => {});
  }

  /** Lets the new version take over, and shows it. */
  apply(): void {
    this.#workers.addEventListener('controllerchange', this.#reload);
    this.#registration?.waiting?.postMessage('take over');
  }
}
