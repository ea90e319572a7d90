import type { Value } from '../values';
import type { Reply } from './exchange';
import type { Fault } from './fault';
import { valueOf, type PlainTree } from './plain-tree';
import type { Purpose, Run } from './scheduler';
import type { Service, Starter } from './service';
import type { Session } from './session';

/** A request that the host makes of the program's outermost service. */
export interface HostCall {
  readonly operation: string;
  readonly request: PlainTree;
}

/** What a run is for: the outermost service, and the answer to the host's call where there is one. The first counts. */
export class Outermost implements Starter, Reply, Purpose {
  value: Value | null = null;
  /** The fault that is the answer. */
  refusal: Fault | null = null;
  #fault: Fault | null = null;
  #ended = false;
  #session: Session | null = null;

  constructor(
    private readonly run: Run,
    readonly service: Service,
    private readonly call: HostCall | null,
  ) {}

  private get isAnswered(): boolean {
    return this.value !== null || this.refusal !== null;
  }

  /** Runs the service to its end, or to where its call is over; gives the fault with which that was, or null. */
  live(parameter: Value): Fault | null {
    this.service.start(parameter, this);
    this.run.until(this);
    return this.#fault ?? this.refusal;
  }

  /** A call is over when it is answered and its session has come to its end, or to where nothing more can happen. */
  get isOver(): boolean {
    if (this.#ended) return true;
    return this.isAnswered && (this.#session === null || this.#session.ended);
  }

  get mayIdle(): boolean {
    return (
      this.isAnswered || (this.call === null && this.service.takesTurns && !this.run.lives(this.service))
    );
  }

  reply(value: Value): void {
    if (!this.isAnswered) this.value = value;
  }

  /** The host runs the program for its author, who is told what really happened. */
  fail(fault: Fault): void {
    if (!this.isAnswered) this.refusal = fault.origin ?? fault;
  }

  ready(fault: Fault | null): void {
    this.#fault = fault;
    if (fault !== null) this.#ended = true;
    else if (this.call !== null) this.#deliver(this.call);
  }

  ended(fault: Fault | null): void {
    if (!this.isAnswered || this.call === null) this.#fault = fault;
    else if (fault !== null) this.run.report(fault);
    this.#ended = true;
  }

  #deliver({ operation, request }: HostCall): void {
    const { meter, network } = this.run;
    const before = meter.hold();
    const value = valueOf(request, meter);
    // What it throws ends the run: there is nothing to let go of then.
    meter.release(before);
    const ports = this.service.code.inputPorts.filter((port) => port.operations.has(operation));
    this.#session = network.deliver(this.service, ports, { operation, value, resource: '', hops: 0 }, this);
  }
}
