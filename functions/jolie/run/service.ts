import { Value, Vector } from '../values';
import { Fault } from './fault';
import { Held } from './held';
import { remove } from './lists';
import { Locks } from './locks';
import type { Run } from './scheduler';
import type { CorrelationPair, InputPortCode, ServiceCode } from './service-code';
import { correlationError, Session, type Message } from './session';
import { State, type Code, type Handler, type Task } from './task';

/** The handlers that `init` installed: every session of the service begins with them. */
export interface Installed {
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly compensations: ReadonlyMap<string, Handler>;
}

/** Who starts a service. */
export interface Starter {
  /** Called once, when it may go on: with the fault that ended the beginning, or null. */
  ready(fault: Fault | null): void;
  /** Called when a service that was ready, and takes no turns, has ended. */
  ended(fault: Fault | null): void;
}

/** A service that is started: its global state, its sessions, and what came of its `init`. */
export class Service {
  readonly global = new Value();
  readonly locks = new Locks();
  /** The session in which `init` runs, and in single execution `main` as well. */
  readonly initial: Session;
  /** In the order of their beginning. */
  readonly sessions: Session[];
  installed: Installed | null = null;
  #dynamicPorts: Map<string, Value> | null = null;
  #bindings: Map<string, string> | null = null;
  /** The input ports that have a location of their own name. */
  #opened: InputPortCode[] | null = null;
  stopped = false;
  #ready = false;
  /** Who started the service, until it is told that it may go on. */
  #waiting: Starter | null = null;
  /** Sessions of a sequential service that wait for the one that runs. */
  readonly #turns: { readonly session: Session; readonly main: Code }[] = [];
  #held: Held | null = null;

  constructor(
    readonly run: Run,
    readonly code: ServiceCode,
    /** The location by which this very service is reached. */
    readonly location: string,
    private readonly parent: Service | null,
  ) {
    this.initial = new Session(this, new State());
    this.sessions = [this.initial];
  }

  /** Output ports made while the service runs. */
  get dynamicPorts(): Map<string, Value> {
    return (this.#dynamicPorts ??= new Map<string, Value>());
  }

  /** Where the ports lead that the service made by embedding, by their names; internal services share their parent's. */
  get bindings(): Map<string, string> {
    if (this.code.internal && this.parent !== null) return this.parent.bindings;
    return (this.#bindings ??= new Map<string, string>());
  }

  /** Whether every message that can begin a session does so. */
  get takesTurns(): boolean {
    return this.code.mode !== 'single' && this.code.starters.size > 0;
  }

  /** The ports that are reached by the service's own location. */
  get localPorts(): readonly InputPortCode[] {
    const opened = this.#opened;
    return opened === null
      ? this.code.inputPorts
      : this.code.inputPorts.filter((port) => !opened.includes(port));
  }

  /** Notes that a port has a location of its own. */
  opens(port: InputPortCode): void {
    (this.#opened ??= []).push(port);
  }

  /** What a package keeps for this service, of bounded size. */
  held<T>(make: () => T): T {
    return (this.#held ??= new Held()).get(make);
  }

  /** Runs what the service begins with; then `main`, or the sessions for which messages came meanwhile. */
  start(parameter: Value, starter: Starter) {
    const { code, run } = this;
    this.#waiting = starter;
    const passing: Code = (t) => {
      if (!t.resuming) this.#pass(parameter);
      return code.boot(t);
    };
    run.startSession(this.initial, code.parameter === null ? code.boot : passing, true, (error) => {
      const fault = error instanceof Fault ? error : null;
      if (fault !== null) {
        this.stopped = true;
        this.initial.end();
        if (this.#waiting === null) starter.ended(fault);
        else this.#tell(fault);
        return;
      }
      this.#ready = true;
      this.#tell(null);
      if (!this.takesTurns) {
        run.startSession(this.initial, code.main, false, (failed) => {
          this.#ended(this.initial);
          starter.ended(failed instanceof Fault ? failed : null);
        });
        return;
      }
      this.initial.ended = true;
      if (this.initial.waits) for (const message of this.initial.drain()) this.receive(message, false);
    });
  }

  #tell(fault: Fault | null): void {
    const starter = this.#waiting;
    this.#waiting = null;
    starter?.ready(fault);
  }

  /** `init` waits for a message: it could not come if whoever started the service waited for `init` to end. */
  waitsInInit(): void {
    if (!this.#ready) this.#tell(null);
  }

  #pass(parameter: Value): void {
    const { slot, check } = this.code.parameter!;
    const wrong = check(parameter, this.run.meter);
    if (wrong !== null) throw new Fault('TypeMismatch', new Value(wrong.text), null);
    const vector = new Vector();
    vector.items.push(parameter);
    this.initial.state.slots[slot] = vector;
  }

  /**
   * Takes a message whose type is right: into the session that it correlates with, or one that it begins. Gives that
   * session; null: there is none, and the sender has been told.
   */
  receive(message: Message, atOnce: boolean): Session | null {
    const { code } = this;
    const correlates = code.correlations.size > 0;
    if (this.stopped) return this.#refuse(message);
    if (!this.#ready || (!this.takesTurns && !correlates)) {
      if (this.initial.ended) return this.#refuse(message);
      this.initial.push(message);
      return this.initial;
    }
    const pairs = code.correlations.get(message.operation);
    for (const session of this.sessions) {
      this.run.meter.charge(2);
      if (session.ended || !(pairs === undefined ? !this.takesTurns : this.#matches(pairs, session, message)))
        continue;
      session.push(message);
      return session;
    }
    if (!this.takesTurns || !code.starters.has(message.operation)) return this.#refuse(message);
    return this.#open(message, atOnce);
  }

  #refuse(message: Message): null {
    message.reply.fail(correlationError());
    return null;
  }

  #matches(
    pairs: NonNullable<ReturnType<ServiceCode['correlations']['get']>>,
    session: Session,
    message: Message,
  ): boolean {
    return pairs.every((pair) => {
      const [kept, sent] = [pair.session(session), pair.message(message.value)];
      return (
        kept?.basic !== undefined && sent?.basic !== undefined && this.run.sameBasic(kept.basic, sent.basic)
      );
    });
  }

  #open(message: Message, atOnce: boolean): Session {
    const session = this.fresh();
    session.push(message);
    const { code } = this;
    const pairs = code.correlations.get(message.operation);
    const main = pairs === undefined ? code.main : correlated(code.main, pairs, message);
    if (code.mode === 'concurrent') this.runSession(session, main, atOnce);
    else {
      this.#turns.push({ session, main });
      if (this.#turns.length === 1) this.#nextTurn(atOnce);
    }
    return session;
  }

  #nextTurn(atOnce: boolean): void {
    if (this.#turns.length === 0) return;
    const { session, main } = this.#turns[0]!;
    this.runSession(session, main, atOnce, () => {
      this.#turns.shift();
      this.#nextTurn(false);
    });
  }

  /** A session with the variables that `init` left. */
  fresh(): Session {
    this.run.sessionBegins();
    const session = new Session(this, this.initial.state.copy(this.run.meter));
    this.sessions.push(session);
    return session;
  }

  /** Runs a session to its end; a fault that it does not handle is told to the host, and ends nothing else. */
  runSession(
    session: Session,
    code: Code,
    atOnce: boolean,
    onEnd: ((fault: Fault | null) => void) | null = null,
  ): Task {
    return this.run.startSession(session, code, atOnce, (error) => {
      const fault = error instanceof Fault ? error : null;
      this.run.sessionEnds();
      this.#ended(session);
      if (fault !== null) this.run.report(fault);
      onEnd?.(fault);
    });
  }

  #ended(session: Session): void {
    session.end();
    remove(this.sessions, session);
  }

  /** `exit` in an embedded service: it ends, and the program goes on. */
  stop(): void {
    const began = this.#ready;
    this.stopped = this.#ready = true;
    this.run.drop(this);
    for (const session of this.sessions.splice(0)) {
      session.end();
      if (session !== this.initial) this.run.sessionEnds();
    }
    // Who embeds it goes on all the same: it finds nobody there.
    if (!began) this.#tell(null);
  }

  *roots(): Generator<Vector | Value> {
    yield this.global;
    if (this.#dynamicPorts !== null) yield* this.#dynamicPorts.values();
    for (const session of [this.initial, ...this.sessions]) {
      for (const vector of session.state.slots) if (vector !== undefined) yield vector;
      yield* session.roots();
    }
  }
}

/** The code of a session whose variables get the message's part of a correlation set first. */
const correlated =
  (main: Code, pairs: readonly CorrelationPair[], { value }: Message): Code =>
  (t) => {
    if (!t.resuming) {
      for (const pair of pairs) {
        const sent = pair.message(value);
        if (sent?.basic !== undefined) pair.assign(t, sent);
      }
    }
    return main(t);
  };
