import { createInboxCursors, createRateLimiter, type InboxCursors, type Seals } from '@parley/accounts';
import { activeScripts } from '@parley/automation';
import { bootstrap, createNotify, runStage, sweep, type SendResult, type Stage } from '@parley/pipeline';
import {
  silentTelemetry,
  type Bus,
  type MessageHandler,
  type OutgoingMessage,
  type Publisher,
  type Scripts,
  type Store,
} from '@parley/ports';
import { createRelay, type Relay } from '@parley/relay';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';
import type { Sending } from '../../../../e2e/history';
import type { Socket as PageSocket } from '../../../../web/src/connection';
import { listeningOnly } from '../../listening-only';
import { MemoryBus, memoryScripts, memoryStore } from '../memory';
import { chanceOf, type Chance } from './chance';
import type { Answer } from './client';
import type { Defect } from './defects';
import { deadSocket, Line } from './line';
import { Process, type Surroundings } from './process';
import { simulatedRunner } from './scripts';

/** Whether a stage's acknowledgement and what it published are one transaction, or one comes after the other. */
export type Acknowledging = 'in-one' | 'after-publishing';

const acknowledgementMilliseconds = 10_000;
const telemetry = silentTelemetry;
/** Seals without a secret: the simulation forges nothing. */
const seals: Seals = {
  seal: (userId, kind, text) => `${userId} ${kind} ${text}`,
  open(userId, kind, sealed) {
    const head = `${userId} ${kind} `;
    return sealed.startsWith(head) ? sealed.slice(head.length) : null;
  },
};
const epoch = 'the epoch of a simulation';

/** A place where a process runs, and another one when it ended. */
interface Host<T> {
  readonly name: string;
  process: Process;
  /** What runs there; null until it has started. */
  running: T | null;
}

/**
 * The product as it is deployed: two relays and two interfaces, two instances of each stage, each a process of its own
 * that runs the product's code; and the services they share, which are models.
 */
export class Deployment {
  readonly store: Store = memoryStore(epoch);
  readonly scripts: Scripts;
  readonly bus: MemoryBus;
  readonly cursors: InboxCursors;
  readonly #shared: Bus;
  readonly #chance: Chance;
  readonly #relays: Host<Relay>[];
  readonly #interfaces: Host<(message: Sending & { readonly senderId: number }) => Promise<SendResult>>[];
  readonly #stages: ReadonlyMap<string, readonly Host<MessageHandler>[]>;
  #lines = 0;
  #requests = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly options: {
      readonly users: readonly number[];
      readonly acknowledging: Acknowledging;
      readonly defect: Defect | null;
    },
  ) {
    const { world } = around;
    const clock = {
      now: () => Math.floor(world.now),
      setTimer: (milliseconds: number, fire: () => void) => world.after(milliseconds, fire),
    };
    this.#chance = chanceOf(around.seed, 'network');
    this.scripts = memoryScripts(clock.now);
    this.bus = new MemoryBus(clock, { acknowledgementMilliseconds });
    this.#shared = options.defect?.bus?.(this.bus) ?? this.bus;
    this.cursors = createInboxCursors(seals, this.store, epoch);
    this.#interfaces = ['interface-1', 'interface-2'].map((name) =>
      this.#host(name, async (process) => this.#bootstrap(process)),
    );
    const makers: readonly (readonly [string, (process: Process) => Stage])[] = [
      ['jolie-exec', (process) => this.#jolieExec(process)],
      ['auto-reply', (process) => autoReply({ store: this.#storeOf(process) })],
      ['router', (process) => router({ store: this.#storeOf(process), clock: process.clock })],
    ];
    this.#stages = new Map(
      makers.map(([stage, make]) => [
        stage,
        [1, 2].map((n) => this.#host(`${stage}-${n}`, async (process) => this.#handler(process, make))),
      ]),
    );
    this.#relays = ['relay-1', 'relay-2'].map((name) => this.#host(name, (process) => this.#relay(process)));
    this.#sweepNowAndThen();
  }

  /** Makes the topics of the stages and begins to deliver to them. */
  async start(): Promise<void> {
    for (const [stage, hosts] of this.#stages) {
      await this.bus.createTopic(stage);
      await this.bus.subscribe(stage, this.#deliverTo(hosts));
    }
  }

  /** Sets all clocks right; what hangs goes on. */
  mend(): void {
    for (const { process } of this.#hosts()) {
      process.setClock();
      process.hangsUntil = 0;
    }
  }

  /** Tells a relay to end, as its platform does; another takes its place. */
  drain(which: number): void {
    const host = this.#relays[which]!;
    const { process, running } = host;
    if (running === null || !process.isAlive) return;
    host.running = null;
    const ended = () => process.end();
    // A platform waits so long, then it ends the process itself.
    this.around.world.after(10_000, ended);
    running.close().then(ended, ended);
  }

  /** Opens a WebSocket to one of the relays, as a load balancer would choose it. */
  readonly connect = (userId: number, protocols: readonly string[]): PageSocket => {
    const up = this.#relays.filter(({ running, process }) => running !== null && process.isAlive);
    const chosen = up[this.#chance.below(Math.max(1, up.length))];
    if (chosen === undefined) return deadSocket(this.around);
    const { process, running } = chosen;
    const line = new Line(`line-${++this.#lines}`, process, this.around);
    const { defect } = this.options;
    const socket = defect?.socket?.(line.server, userId, this.cursors) ?? line.server;
    const headers = { 'sec-websocket-protocol': protocols.join(', ') };
    this.around.world.after(
      this.#chance.duration(1, 50),
      () => void running!.admit(socket, { headers }),
      process,
    );
    return line.page;
  };

  /** Sends over HTTP, through one of the interfaces; null when no answer comes. */
  readonly post = async (senderId: number, message: Sending): Promise<Answer | null> => {
    const { world, faults } = this.around;
    const place = `request-${++this.#requests}`;
    const [lost, unanswered] = [this.#chance.draw(), this.#chance.draw()];
    const [there, back] = [this.#chance.duration(1, 50), this.#chance.duration(1, 50)];
    const { running, process } = this.#interfaces[this.#chance.below(this.#interfaces.length)]!;
    return new Promise((resolve) => {
      const patience = world.after(10_000, () => resolve(null));
      const answer = (given: Answer | null) => {
        if (faults.strikes('response-lost', place, unanswered)) return;
        world.after(back, () => {
          patience.cancel();
          resolve(given);
        });
      };
      if (running === null || faults.strikes('request-lost', place, lost)) return;
      world.after(
        there,
        () =>
          void running({ ...message, senderId }).then(
            ({ kind }) => answer(kind),
            () => answer(null),
          ),
        process,
      );
    });
  };

  #hosts(): Host<unknown>[] {
    return [...this.#relays, ...this.#interfaces, ...[...this.#stages.values()].flat()];
  }

  /** Runs something in a process, and again in another one whenever that ended. */
  #host<T>(name: string, boot: (process: Process) => Promise<T>): Host<T> {
    let starts = 0;
    const begin = (): Process => {
      const process = new Process(`${name}.${++starts}`, this.around);
      process.onEnd(() => {
        host.running = null;
        this.around.world.after(chanceOf(this.around.seed, process.name).duration(200, 5_000), () => {
          host.process = begin();
        });
      });
      boot(process).then(
        (running) => {
          if (process.isAlive) host.running = running;
        },
        () => process.end(),
      );
      return process;
    };
    const host: Host<T> = { name, running: null, process: undefined as unknown as Process };
    host.process = begin();
    return host;
  }

  #storeOf(process: Process): Store {
    const { faults, world } = this.around;
    const { store } = this;
    const { defect } = this.options;
    const chance = chanceOf(this.around.seed, `fan-out of ${process.name}`);
    const leaseChance = chanceOf(this.around.seed, `lease of ${process.name}`);
    let appends = 0;
    let renewals = 0;
    const breakable: Store = {
      ...store,
      append: async (userIds, message) => {
        const [draw, coin] = [chance.draw(), chance.draw()];
        const place = `${process.name}#${++appends}`;
        if (userIds.length < 2 || !faults.strikes('partial-fan-out', place, draw))
          return store.append(userIds, message);
        await store.append(userIds.slice(0, 1 + Math.floor(coin * (userIds.length - 1))), message);
        throw new Error('The store failed between two inboxes.');
      },
      putLease: async (relayId, until) => {
        const [draw, span] = [leaseChance.draw(), leaseChance.duration(15_000, 70_000)];
        if (faults.strikes('lease-expiry', `${process.name}#${++renewals}`, draw)) {
          process.hang(span);
          await new Promise<void>((resolve) => void world.after(span, resolve, process));
        }
        await store.putLease(relayId, until);
      },
    };
    const reached = process.reach(breakable);
    return defect?.store?.(reached, process) ?? reached;
  }

  #publisherOf(process: Process): Publisher {
    const bus = process.reach(this.#shared);
    return this.options.defect?.publisher?.(bus) ?? bus;
  }

  #bootstrap(process: Process) {
    return bootstrap({
      store: this.#storeOf(process),
      publisher: this.#publisherOf(process),
      clock: process.clock,
      ids: process.ids,
      telemetry,
      usersExist: (userIds) =>
        process.call(async () => userIds.every((id) => this.options.users.includes(id))),
    });
  }

  #jolieExec(process: Process): Stage {
    const { clock } = process;
    const chance = chanceOf(this.around.seed, `workers of ${process.name}`);
    let runs = 0;
    const isLost = () =>
      this.around.faults.strikes('worker-lost', `${process.name}#${++runs}`, chance.draw());
    return jolieExec({
      activeScript: activeScripts(process.reach(this.scripts), clock, 900),
      store: this.#storeOf(process),
      runner: simulatedRunner(process, isLost),
      clock,
    });
  }

  #handler(process: Process, make: (process: Process) => Stage): MessageHandler {
    const { defect } = this.options;
    const stage = defect?.stage?.(make(process), process.ids) ?? make(process);
    const handler = runStage(stage, { clock: process.clock, telemetry });
    return defect?.handler?.(handler, process.reach(this.#shared)) ?? handler;
  }

  /** How the broker pushes to one of several instances, and learns that they are done. */
  #deliverTo(hosts: readonly Host<MessageHandler>[]): MessageHandler {
    const { world, faults } = this.around;
    const { acknowledging } = this.options;
    let deliveries = 0;
    return (event, transaction) =>
      new Promise<void>((resolve, reject) => {
        const place = `delivery-${event.data.subscription.split('/').at(-1)}-${++deliveries}`;
        const chance = chanceOf(this.around.seed, place);
        const deliver = (copy: string) => {
          const [late, lost] = [chance.draw(), chance.draw()];
          const [there, back, delay] = [
            chance.duration(1, 50),
            chance.duration(1, 50),
            chance.duration(1_000, 30_000),
          ];
          const { running, process } = hosts[chance.below(hosts.length)]!;
          const isLate = faults.strikes('late-delivery', `${place}${copy}`, late);
          const work = async (handler: MessageHandler) => {
            const published: (readonly [string, OutgoingMessage])[] = [];
            await handler(event, {
              publish: async (topic, message) => void published.push([topic, message]),
            });
            if (acknowledging === 'in-one') return published;
            const bus = process.reach(this.#shared);
            for (const each of published) await bus.publish(...each);
            return [];
          };
          const begin = () => {
            if (running === null) return;
            work(running).then(
              (published) =>
                world.after(back, () => {
                  if (!process.isAlive) return;
                  if (faults.strikes('acknowledgement-lost', `${place}${copy}`, lost)) return;
                  for (const each of published) void transaction.publish(...each);
                  resolve();
                }),
              () => world.after(back, () => reject(new Error('The stage failed.')), process),
            );
          };
          world.after(isLate ? delay : there, begin, process);
        };
        const doubled = chance.draw();
        deliver('');
        if (faults.strikes('duplicate-delivery', place, doubled)) deliver('-again');
      });
  }

  async #relay(process: Process): Promise<Relay> {
    const { clock, ids } = process;
    const store = this.#storeOf(process);
    const bus = process.reach(this.#shared);
    const publisher = this.#publisherOf(process);
    const listening = listeningOnly({ clock, ids });
    return createRelay({
      ...listening,
      signIn: { authenticate: (token) => process.call(() => listening.signIn.authenticate(token)) },
      cursors: createInboxCursors(seals, store, epoch),
      store,
      bus: {
        createTopic: (topic, options) => bus.createTopic(topic, options),
        deleteTopic: (topic) => bus.deleteTopic(topic),
        subscribe: (topic, handler) => this.#pull(process, topic, handler),
      },
      send: this.#bootstrap(process),
      notify: createNotify({ store, publisher, clock }),
      sends: createRateLimiter({ clock, perSecond: 20, burst: 40 }),
      turn: { atEnd: (work) => this.around.world.after(0, work, process) },
    });
  }

  /** How a relay pulls its topic: what is delivered while it hangs waits, what it had when it ended waits for ever. */
  async #pull(process: Process, topic: string, handler: MessageHandler) {
    const { world } = this.around;
    const subscription = await process.call(() =>
      this.bus.subscribe(
        topic,
        (event, publisher) =>
          new Promise<void>((resolve, reject) => {
            world.after(
              this.#chance.duration(1, 50),
              () => void handler(event, publisher).then(resolve, reject),
              process,
            );
          }),
      ),
    );
    process.onEnd(() => void subscription.close());
    return subscription;
  }

  /** What relays left that ended without a word is taken away, as the operator's janitor does. */
  #sweepNowAndThen(): void {
    const { store, bus, around } = this;
    const clock = { now: () => Math.floor(around.world.now), setTimer: () => ({ cancel: () => {} }) };
    around.world.after(300_000, () => {
      void sweep({ store, accounts: { sweepSessions: async () => 0 }, bus, clock });
      this.#sweepNowAndThen();
    });
  }
}
