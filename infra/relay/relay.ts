import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { endedSession } from '@parley/accounts';
import { limits } from '@parley/envelope';
import { decodeNotice, relayTopic } from '@parley/pipeline';
import { traced, type MessageHandler, type Subscription, type Timer } from '@parley/ports';
import { createArrivals, createFramesOf, entryOf } from './arrivals';
import { closeCodes } from './codes';
import { tellDelivered } from './delivered';
import { decodeDelivery, type Delivery } from './delivery';
import type { RelayDeps } from './deps';
import { holdLease } from './lease';
import { closeSocket } from './outbox';
import { Expiry } from './expiry';
import { Registry } from './registry';
import { Session, type SessionDeps } from './session';
import type { Socket } from './socket';
import { createTurn } from './turn';
import { isOriginAllowed, protocol, tokenOf } from './upgrade';
import { lookAgain } from './watch';
import { createWebSockets } from './web-socket';

/** A running relay: sockets on one side, its own topic on the other. */
export interface Relay {
  readonly relayId: string;
  /** Takes a connection that asks to become a WebSocket; every path but `/ws` is refused. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes a WebSocket, with the request by which it was opened; one that may not be here is closed. Never rejects. */
  admit(socket: Socket, request: Pick<IncomingMessage, 'headers'>): Promise<void>;
  /** Sends everybody elsewhere, then forgets its sessions, lease and topic. */
  close(): Promise<void>;
}

const defaultHeartbeatSeconds = 30;
/** Those who are sent away come back spread over this long (ms), so that they do not all come at once. */
const spreadMilliseconds = 5_000;
/** How long the sockets may take to close before the relay goes on, ms: whoever ends it must wait longer. */
export const drainMilliseconds = 2_500;

/** Starts a relay; resolves when its topic, subscription and lease stand. Its id is never used again. */
export async function createRelay(deps: RelayDeps): Promise<Relay> {
  const { bus, store, clock, ids, telemetry } = deps;
  const relayId = ids.uuid();
  const topic = relayTopic(relayId);
  const registry = new Registry();
  const expiry = new Expiry(clock, () => registry.all());
  const turn = deps.turn ?? createTurn();
  const socketOf = createWebSockets(turn);
  /** Sockets of which it is not known yet who is there. */
  const admitting = new Set<Socket>();
  const heartbeatSeconds = deps.heartbeatSeconds ?? defaultHeartbeatSeconds;
  let draining = false;
  let heartbeat: Timer | null = null;

  // Twice the limit is read, so that a frame somewhat too large is closed with the code that says so.
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 2 * limits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });

  const receive: MessageHandler = async (event) => {
    const data = Buffer.from(event.data.message.data, 'base64').toString('utf8');
    const sid = endedSession(data);
    if (sid !== null) {
      for (const session of registry.all()) {
        if (session.sid === sid) session.close(closeCodes.notAuthenticated, 'the session is over');
      }
      return;
    }
    const notice = decodeNotice(data);
    if (notice !== null) {
      for (const userId of notice.to) {
        for (const session of registry.of(userId)) for (const frame of notice.frames) session.notice(frame);
      }
      return;
    }
    const decoded = decodeDelivery(data);
    if (!decoded.ok) {
      telemetry.log('ERROR', 'A delivery could not be read', { relayId, reason: decoded.reason });
      return;
    }
    const { delivery } = decoded;
    await traced(telemetry, 'deliver', event.data.message.attributes['traceparent'], (traceparent, note) => {
      note({ messageUid: delivery.message.messageUid });
      return deliver(delivery, traceparent);
    });
  };

  const arrivals = createArrivals(turn, (userId, arrived) => {
    for (const session of registry.of(userId)) session.deliver(arrived);
  });

  const deliver = async ({ message, to }: Delivery, traceparent: string | undefined): Promise<void> => {
    const seconds = Math.max(0, clock.now() - Date.parse(message.sentAt)) / 1000;
    telemetry.observe('parley_delivery_seconds', seconds, {}, traceparent);
    const here = to.filter(({ userId }) => registry.of(userId).some((session) => !session.isClosed));
    for (const { userId, position } of here) arrivals.add(userId, entryOf(message, position));
    await tellDelivered(
      deps,
      here.map(({ userId }) => ({ userId, message })),
    ).catch(() => telemetry.log('WARNING', 'A delivery could not be told to its sender', { relayId }));
  };

  const sendAway = () => {
    for (const session of registry.all()) {
      const [high = 0, low = 0] = ids.bytes(2);
      session.goAway(Math.floor(((high * 256 + low) / 65_536) * spreadMilliseconds));
    }
  };

  await bus.createTopic(topic, { ephemeral: true });
  const subscription: Subscription = await bus.subscribe(topic, receive);
  const lease = await holdLease({
    relayId,
    presence: store,
    clock,
    telemetry,
    onLost: sendAway,
  });

  const refreshWatches = async () => {
    const watches = registry.all().flatMap(({ watching }) => watching ?? []);
    const online = await lookAgain(deps, watches);
    const told = await Promise.allSettled(watches.map((watch) => watch.refresh(online)));
    if (told.some(({ status }) => status === 'rejected')) throw new Error('not all were told');
  };
  const beatLater = () => {
    heartbeat = clock.setTimer(heartbeatSeconds * 1000, () => {
      for (const session of registry.all()) session.beat();
      refreshWatches().catch(() => telemetry.log('WARNING', 'Presence could not be looked up', { relayId }));
      beatLater();
    });
  };
  beatLater();

  const { framesPerSecond = limits.framesPerSecond } = deps;
  const sessionDeps: SessionDeps = {
    ...deps,
    relayId,
    heartbeatSeconds,
    framesPace: { every: 1_000 / framesPerSecond, burst: framesPerSecond },
    feeds: {
      inbox: store,
      cursors: deps.cursors,
      clock,
      telemetry,
      framesOf: createFramesOf(),
      onCaughtUp: (userId, entries) =>
        void tellDelivered(
          deps,
          entries.map((message) => ({ userId, message })),
        ).catch(() => telemetry.log('WARNING', 'A notice could not be passed on', { relayId })),
    },
    onEnded(session) {
      registry.remove(session);
      telemetry.gauge('parley_relay_sessions', registry.size);
    },
  };

  const admitOrRefuse = async (socket: Socket, request: Pick<IncomingMessage, 'headers'>): Promise<void> => {
    // Until somebody listens, what the client sends would be lost.
    socket.pause();
    const refuse = (code: number, reason: string) => {
      socket.resume();
      closeSocket(socket, clock, code, reason);
    };
    if (!isOriginAllowed(request, deps.origins))
      return refuse(closeCodes.origin, 'this page may not connect');
    const token = tokenOf(request);
    const authenticated = token === null ? null : await deps.signIn.authenticate(token);
    if (token === null || authenticated === null || !authenticated.ok) {
      return refuse(closeCodes.notAuthenticated, 'sign in');
    }
    if (draining || !lease.isHeld()) return refuse(closeCodes.goingAway, 'the relay goes away');
    const { holder, expiresAt } = authenticated;
    if (registry.of(holder.userId).length >= limits.socketsPerUser) {
      return refuse(closeCodes.rate, 'too many connections');
    }
    if (socket.readyState !== socket.OPEN) return;
    const session = new Session(sessionDeps, { socket, token, holder, expiresAt });
    registry.add(session);
    expiry.heed(session);
    telemetry.count('parley_relay_sessions_opened_total');
    telemetry.gauge('parley_relay_sessions', registry.size);
    socket.resume();
  };

  const admit: Relay['admit'] = async (socket, request) => {
    admitting.add(socket);
    try {
      await admitOrRefuse(socket, request);
    } catch {
      telemetry.log('WARNING', 'A connection could not be admitted', { relayId });
      socket.terminate();
    } finally {
      admitting.delete(socket);
    }
  };

  return {
    relayId,
    admit,
    handleUpgrade(request, socket, head) {
      // Nothing may follow the path: a token in an address would end up in logs.
      if (request.url !== '/ws') {
        // It is no request any more, whose time would be limited: ended from here alone, it could be kept open for ever.
        socket.once('finish', () => socket.destroy());
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        void admit(socketOf(webSocket, socket), request);
      });
    },
    async close() {
      draining = true;
      heartbeat?.cancel();
      sendAway();
      expiry.stop();
      const cutAll = () => {
        for (const session of registry.all()) session.cut();
        for (const socket of admitting) socket.terminate();
      };
      const cut = clock.setTimer(drainMilliseconds, cutAll);
      await registry.emptied();
      cut.cancel();
      cutAll();
      await subscription.close();
      lease.stop();
      await store.deleteLease(relayId, clock.now());
      await bus.deleteTopic(topic);
    },
  };
}
