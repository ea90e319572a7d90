import type { ServerFrame } from '@parley/envelope';
import type { Stage } from '@parley/pipeline';
import type { Bus, Ids, MessageHandler, Publisher, Store } from '@parley/ports';
import type { Socket } from '@parley/relay';
import type { InboxCursors } from '@parley/accounts';
import type { Process } from './process';

/** A defect that is put around the product: what it would be with one of its precautions missing. */
export interface Defect {
  /** What is missing. */
  readonly what: string;
  /** The rules of which one finds it. */
  readonly foundBy: readonly string[];
  readonly stage?: (stage: Stage, ids: Ids) => Stage;
  readonly handler?: (handler: MessageHandler, bus: Publisher) => MessageHandler;
  readonly store?: (store: Store, process: Process) => Store;
  readonly publisher?: (publisher: Publisher) => Publisher;
  readonly bus?: (bus: Bus) => Bus;
  readonly socket?: (socket: Socket, userId: number, cursors: InboxCursors) => Socket;
}

/** Every defect, by the name that switches it on. */
export const defects: Readonly<Record<string, Defect>> = {
  'random-ids': {
    what: 'What stages make has a fresh id each time, instead of one that is derived from its cause.',
    foundBy: ['answers-once'],
    stage: (stage, ids) => ({
      name: stage.name,
      async handle(message) {
        const result = await stage.handle(message);
        const generated = result.generated.map(({ envelope, attributes }) => ({
          envelope: { ...envelope, messageUid: ids.uuid() },
          attributes,
        }));
        return { ...result, generated };
      },
    }),
  },
  'acknowledge-first': {
    what: 'A delivery is acknowledged before its stage has published.',
    foundBy: ['accepted-once', 'all-or-none', 'answers-once'],
    handler: (handler, bus) => async (event) => {
      handler(event, bus).catch(() => {});
    },
  },
  'accept-first': {
    what: 'A send is accepted before the broker holds it.',
    foundBy: ['accepted-once'],
    publisher: (publisher) => ({
      async publish(topic, message) {
        publisher.publish(topic, message).catch(() => {});
      },
    }),
  },
  'no-ordering-key': {
    what: 'What is published has no ordering key.',
    foundBy: ['one-order', 'cause-first'],
    bus: (bus) =>
      around(bus, {
        publish: (topic, { data, attributes }) => bus.publish(topic, { data, attributes }),
      }),
  },
  'no-answer-record': {
    what: 'What a script answered before is not looked up: it runs again at each delivery.',
    foundBy: ['answers-once', 'only-those-on-it', 'unchanged-content'],
    store: (store) =>
      around(store, {
        decided: async () => null,
        async decide(run) {
          await store.decide(run);
          return run;
        },
      }),
  },
  'no-send-record': {
    what: 'A messageUid that was used before is not looked up.',
    foundBy: ['accepted-once', 'unchanged-content', 'refused-nowhere', 'frames-agree'],
    store: (store) => around(store, { recordSend: async (send) => send }),
  },
  'no-lease-renewal': {
    what: 'A relay takes its lease for renewed when it is not, and keeps its clients.',
    foundBy: ['live'],
    store(store) {
      let isTaken = false;
      return around(store, {
        async putLease(relayId, until) {
          if (isTaken) return;
          await store.putLease(relayId, until);
          isTaken = true;
        },
      });
    },
  },
  'no-lease-check': {
    what: 'A relay does not check that it still holds its lease: it goes on, and admits clients, as if it always did.',
    foundBy: ['live'],
    store: (store) =>
      around(store, {
        async putLease(relayId, until) {
          store.putLease(relayId, until).catch(() => {});
        },
      }),
  },
  'no-resume-overlap': {
    what: 'A session is recorded a while after its client was welcomed, so that messages in between pass it by.',
    foundBy: ['live'],
    store: (store, process) =>
      around(store, {
        async putSession(session, at) {
          process.clock.setTimer(1_000, () => void store.putSession(session, at).catch(() => {}));
        },
      }),
  },
  'cursor-past-a-gap': {
    what: 'The cursor of a frame is that of its own message, also when one before it is missing.',
    foundBy: ['no-gap'],
    socket(socket, userId, cursors) {
      const past = (frame: ServerFrame): ServerFrame => {
        if (frame.$type !== 'ReceiveMessage') return frame;
        const { position, userId: senderId, messageUid } = frame;
        return { ...frame, cursor: cursors.at(userId, { position, senderId, messageUid }) };
      };
      return around(socket, {
        send: (frame, taken) => socket.send(past(frame), taken),
        sendAll: (frames) => socket.sendAll(frames.map(past)),
      });
    },
  },
};

/** The object, but for these operations. */
const around = <T extends object>(object: T, instead: Partial<T>): T =>
  new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(Object.hasOwn(instead, name) ? instead : target, name);
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
