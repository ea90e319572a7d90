import { Fault, ioFault } from './fault';
import { toText, Value } from '../values';
import type { Reply } from './exchange';
import { remove } from './lists';
import type { Run } from './scheduler';
import type { Service } from './service';
import type {
  InputHandler,
  InputPortCode,
  NativeHandler,
  OperationType,
  OutputPortCode,
} from './service-code';
import type { Session } from './session';
import type { State } from './task';

/** What a location leads to. */
type Target =
  | { readonly service: Service; readonly ports: readonly InputPortCode[] }
  | {
      readonly operations: ReadonlyMap<string, OperationType & { readonly native: NativeHandler | null }>;
    };

/** A request that is sent. `hops` counts the ports that passed it on. */
interface Request {
  readonly operation: string;
  readonly value: Value;
  readonly resource: string;
  readonly hops: number;
}

const scheme = 'local://';

/** The locations of a run, all of them in its memory, and what happens to a message sent to one. */
export class Network {
  /** A run has few services, most have one. */
  readonly #services: Service[] = [];
  /** Made when the first port is opened at a location of its own. */
  #named: Map<string, { service: Service; port: InputPortCode }> | null = null;
  #made = 0;

  constructor(private readonly run: Run) {}

  /** A location for a service that is about to start. */
  freshLocation(): string {
    return `${scheme}#${++this.#made}`;
  }

  add(service: Service): void {
    this.#services.push(service);
  }

  /** Opens a port at the location that it says; `local` is the service itself. */
  open(service: Service, port: InputPortCode, location: string): void {
    if (location === 'local' || location === scheme) return;
    if (!location.startsWith(scheme))
      throw ioFault(`unsupported communication medium: ${location}`, port.span);
    const named = (this.#named ??= new Map<string, { service: Service; port: InputPortCode }>());
    if (named.has(location)) throw ioFault(`the location is in use: ${location}`, port.span);
    named.set(location, { service, port });
    service.opens(port);
  }

  close(service: Service): void {
    remove(this.#services, service);
    for (const [location, { service: owner }] of this.#named ?? [])
      if (owner === service) this.#named!.delete(location);
  }

  /** Where a port leads for these variables. */
  locationOf(service: Service, state: State, port: OutputPortCode): string | undefined {
    const written = port.slot < 0 ? undefined : state.slots[port.slot]?.resolved().items[0];
    const location = written?.resolved().child('location')?.basic;
    if (location !== undefined) return toText(location);
    return service.bindings.get(port.name) ?? port.nativeLocation ?? undefined;
  }

  /** Sends a message; false: the location leads nowhere, and nothing was sent. */
  send(
    from: { readonly service: Service; readonly state: State },
    location: string | undefined,
    operation: string,
    value: Value,
    reply: Reply,
    hops = 0,
    resource = '',
  ): { readonly session: Session | null } | null {
    const { meter } = this.run;
    meter.charge(2);
    meter.atMost(hops, meter.limits.callDepth, 'depth');
    if (location === undefined) return null;
    const cut = location.indexOf('/!/');
    const target = this.#resolve(cut < 0 ? location : location.slice(0, cut));
    if (target === null) return null;
    const path = (cut < 0 ? '' : location.slice(cut + 3)) + (resource === '' ? '' : `/${resource}`);
    const request = { operation, value, resource: path, hops };
    if ('operations' in target) {
      this.#callPackage(from, target.operations, request, reply);
      return { session: null };
    }
    return { session: this.deliver(target.service, target.ports, request, reply) };
  }

  #resolve(location: string): Target | null {
    for (const service of this.#services)
      if (service.location === location) return { service, ports: service.localPorts };
    const named = this.#named?.get(location);
    if (named !== undefined) return { service: named.service, ports: [named.port] };
    return this.#package(location);
  }

  /** The package that some service of the run calls by a port of its own. */
  #package(location: string): Target | null {
    if (!location.startsWith(scheme)) return null;
    for (const { code } of this.#services) {
      this.run.meter.charge(1 + (code.outputPorts.size >> 1));
      for (const port of code.outputPorts.values())
        if (port.nativeLocation === location) return { operations: port.operations };
    }
    return null;
  }

  /** Gives a message to an input port of a service: to its session, on to another service, or to a courier. */
  deliver(
    service: Service,
    ports: readonly InputPortCode[],
    { operation, value, resource, hops }: Request,
    reply: Reply,
  ): Session | null {
    const { meter } = this.run;
    const sender = service.initial;
    if (resource !== '') {
      const [first, ...rest] = resource.split('/').filter((each) => each !== '');
      const port = ports.map((each) => each.redirects.get(first ?? '')).find((each) => each !== undefined);
      const location = port === undefined ? undefined : this.locationOf(service, sender.state, port);
      const sent = this.send(sender, location, operation, value, reply, hops + 1, rest.join('/'));
      if (sent === null) reply.fail(ioFault(`no service for resource ${first ?? ''}`));
      return sent?.session ?? null;
    }
    let handler: InputHandler | undefined;
    for (const port of ports) handler ??= port.operations.get(operation);
    if (handler === undefined) {
      reply.fail(new Fault('IOException', new Value(`Invalid operation: ${operation}`), null));
      return null;
    }
    const wrong = handler.type.request(value, meter);
    if (wrong !== null) {
      reply.fail(new Fault('TypeMismatch', new Value(wrong.text), null));
      return null;
    }
    if (service.stopped) {
      reply.fail(ioFault('the service has ended'));
      return null;
    }
    switch (handler.kind) {
      case 'aggregated': {
        const location = this.locationOf(service, sender.state, handler.port);
        const sent = this.send(sender, location, operation, value, reply, hops + 1);
        if (sent === null) reply.fail(ioFault(`output port ${handler.port.name} leads nowhere`));
        return sent?.session ?? null;
      }
      case 'courier':
        return this.#runCourier(service, handler, { operation, value, reply });
      default: {
        const { requestResponse } = handler.type;
        const session = service.receive({ operation, value, reply }, requestResponse);
        // A one-way message is acknowledged when it is queued.
        if (!requestResponse && session !== null) reply.reply(new Value());
        return session;
      }
    }
  }

  #runCourier(
    service: Service,
    handler: Extract<InputHandler, { kind: 'courier' }>,
    message: { operation: string; value: Value; reply: Reply },
  ): Session {
    const session = service.fresh();
    const task = service.runSession(session, handler.code, true, (fault) => {
      if (handler.type.requestResponse) return;
      if (fault === null) message.reply.reply(new Value());
      else message.reply.fail(acknowledged(fault));
    });
    task.received = message;
    return session;
  }

  #callPackage(
    from: { readonly service: Service; readonly state: State },
    operations: Extract<Target, { operations: unknown }>['operations'],
    { operation, value }: Request,
    reply: Reply,
  ): void {
    const found = operations.get(operation);
    if (found?.native == null) {
      reply.fail(new Fault('IOException', new Value(`Invalid operation: ${operation}`), null));
      return;
    }
    const wrong = found.request(value, this.run.meter);
    if (wrong !== null) {
      reply.fail(new Fault('TypeMismatch', new Value(wrong.text), null));
      return;
    }
    this.callNative(from, found.native, value, reply);
  }

  /** Has a package answer; what it throws is its answer too. */
  callNative(
    from: { readonly service: Service; readonly state: State },
    native: NativeHandler,
    value: Value,
    reply: Reply,
  ): void {
    const context = this.run.native;
    context.caller = from;
    try {
      if (native.run === undefined) native.suspends(value, context, reply);
      else reply.reply(native.run(value, context));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.run.meter.charge(30);
      reply.fail(error);
    }
  }
}

/** Of a courier's faults, a one-way sender learns those of the system; any other is an `IOException`. */
function acknowledged(fault: Fault): Fault {
  const system = ['CorrelationError', 'IOException', 'TypeMismatch'].includes(fault.fault);
  return system ? fault : new Fault('IOException', new Value(fault.fault), null);
}
