import type { Span } from '../language';
import { Value, type Basic } from '../values';
import { Fault, exceptionFault } from './fault';
import { Held } from './held';
import type { Meter } from './meter';
import type { Random } from './random';
import type { Reply } from './exchange';
import type { Network } from './network';
import type { LoadRequest } from './scheduler';
import type { Service } from './service';
import type { ServiceCode } from './service-code';
import type { Timers, Timer } from './timers';
import type { State } from './task';

/** The part of a run that the library sees. */
interface RunView {
  readonly meter: Meter;
  readonly random: Random;
  readonly now: number;
  readonly kept: Value;
  readonly timers: Timers;
  readonly network: Network;
  load(request: LoadRequest): ServiceCode | null;
  print(text: string): void;
  readLine(): string | null;
  uuid(): string;
}

/** A task or session as the library sees it. */
export interface Caller {
  readonly service: Service;
  readonly state: State;
}

/** What an operation of the library may use: the run's meter, clock, randomness and output, and nothing else. */
export class NativeContext {
  readonly #held = new Held();
  /** Whose call is under way: what an operation does to the caller's service, it does through this. */
  caller: Caller | null = null;

  constructor(
    private readonly run: RunView,
    /** What packages keep from run to run of one program: bounded, never changed, and nothing of any run. */
    readonly program: Held,
  ) {}

  /** The service that calls. */
  get service(): Service {
    return this.caller!.service;
  }

  /** Trees that packages keep from call to call, by package: counted with the run's memory. */
  get kept(): Value {
    return this.run.kept;
  }

  /** What else a package keeps from call to call, of bounded size: made once for each run, and gone with it. */
  held<T>(make: () => T): T {
    return this.#held.get(make);
  }

  get network(): Network {
    return this.run.network;
  }

  /** Has something happen so many milliseconds from now, within the run's own time. */
  later(milliseconds: number, fire: () => void, holds: Value | null = null): Timer {
    return this.run.timers.add(this.now + Math.max(0, milliseconds), fire, holds);
  }

  /** Takes back what was to happen later; false when it has happened. */
  cancel(timer: Timer): boolean {
    return this.run.timers.cancel(timer);
  }

  /** Sends a one-way message to a service's own location; nobody waits for what comes of it. */
  notify(service: Service, operation: string, value: Value): void {
    const reply = { reply: () => {}, fail: () => {} };
    const request = { operation, value, resource: '', hops: 0 };
    this.run.network.deliver(service, service.localPorts, request, reply);
  }

  /** Compiles a service that the program wants embedded; null when something is wrong with it. */
  load(request: LoadRequest): ServiceCode | null {
    return this.run.load(request);
  }

  get meter() {
    return this.run.meter;
  }

  get now(): number {
    return this.run.now;
  }

  get random() {
    return this.run.random;
  }

  /** A random UUID, its making charged. */
  uuid(): string {
    return this.run.uuid();
  }

  print(text: string): void {
    this.run.print(text);
  }

  /** A line of console input; null at its end. */
  readLine(): string | null {
    return this.run.readLine();
  }

  /** A fault that the operation declares. */
  fault(name: string, data: Value = new Value()): Fault {
    return new Fault(name, data, this.place);
  }

  /** A fault as the official interpreter makes it of a Java exception inside an operation. */
  exception(name: string, message = ''): Fault {
    this.meter.charge(100);
    return exceptionFault(name, message, this.place);
  }

  get place(): Span | null {
    return this.meter.place;
  }
}

/** One operation of the library. It charges its work to the meter before it does it; it throws Faults only. */
export type NativeOperation = (request: Value, context: NativeContext) => Value;

/**
 * What an operation does that reads basic values alone: the request's own, and the first under each of some names, undefined
 * where there is none. Whoever has the values at hand calls it without a request.
 */
export interface DirectOperation {
  /** At most three. */
  readonly names: readonly string[];
  readonly run: (context: NativeContext, own: Basic, a: Basic, b: Basic, c: Basic) => Value | Basic;
  /** What a call costs beside what the operation charges: whoever calls it charges that before. */
  readonly gas: number;
}

/** An operation whose answer may come after others have run: it gives the answer, or the fault, to `reply`. */
export type SuspendingOperation = (request: Value, context: NativeContext, reply: Reply) => void;

/** A package of the standard library: its declaration in Jolie, parsed like any source, and what its operations do. */
export interface NativePackage {
  /** The names under which `from … import` finds it. */
  readonly names: readonly string[];
  /** The file under which `include` finds it, and the output port that the file declares. */
  readonly include?: {
    readonly file: string;
    readonly port: string;
    /** What else the file declares, in Jolie. */
    readonly source?: string;
  };
  /** The service that an import names. */
  readonly service: string;
  /** Types and an interface, in Jolie; and then interfaces that programs themselves may offer. */
  readonly declaration: string;
  /** What one of its names, or its file, brings instead where the official library declares it otherwise there. */
  readonly declarations?: ReadonlyMap<string, string>;
  readonly operations: ReadonlyMap<string, NativeOperation>;
  /**
   * Those of its operations that have done with their request when they answer, and call nobody meanwhile: nothing of it is
   * in the answer, and nothing is kept. One tree can then be the request of many calls.
   */
  readonly keepsNothing?: ReadonlySet<string>;
  /** Those of its operations that read basic values alone, as `operations` do them. */
  readonly direct?: ReadonlyMap<string, DirectOperation>;
  /** Those of its operations for which the caller may have to wait. */
  readonly suspending?: ReadonlyMap<string, SuspendingOperation>;
}
