import type { Expression, Span } from '../language';
import { startEmbedded } from '../run/embedding';
import { Exchange } from '../run/exchange';
import type { OutputPortCode, ServiceCode } from '../run/service-code';
import { blocked, done, type Code, type State, type Task } from '../run/task';
import { copyOf, sizes, toText, Value, Vector, type Allocator, type Basic } from '../values';
import { compileExpression } from './expressions';
import { compileSequence } from './sequence';
import type { Unit } from './unit';

/** An output port that says where it leads. */
export interface LocatedPort {
  readonly name: string;
  readonly location: Expression | null;
  readonly protocol: Expression | null;
}

/** A service that another embeds, and the port that will lead to it. */
export interface Embedding {
  readonly code: ServiceCode;
  readonly argument: Expression | null;
  readonly port: string | null;
  readonly span: Span;
}

/** What a service begins with: its ports are bound, what it embeds is started, one after the other, and `init` runs. */
export function bootCode(
  unit: Unit,
  code: ServiceCode,
  located: readonly LocatedPort[],
  embeddings: readonly Embedding[],
  inits: readonly Code[],
): Code {
  const locations = located.map(({ name, location, protocol }) => ({
    slot: unit.program.slotOf(name),
    location: location === null ? null : compileExpression(unit, location).basic,
    protocol: protocol === null ? null : protocolName(unit, protocol),
  }));
  const starts = embeddings.map((each) => embedCode(unit, each));
  // A port that leads to a package has a variable only where the code speaks of it.
  const spokenOf: OutputPortCode[] = [];
  for (const port of code.outputPorts.values()) {
    if (port.nativeLocation === null) continue;
    port.slot = code.slots.get(port.name) ?? -1;
    if (port.slot >= 0) spokenOf.push(port);
  }
  const bind: Code = (t) => {
    for (const { slot, location, protocol } of locations) {
      if (location !== null) setPort(t.state, slot, 'location', location(t), t.meter);
      if (protocol !== null) setPort(t.state, slot, 'protocol', protocol(t), t.meter);
    }
    for (const { slot, nativeLocation } of spokenOf)
      setPort(t.state, slot, 'location', nativeLocation!, t.meter);
    for (const port of code.inputPorts) {
      if (port.location !== null) t.run.network.open(t.service, port, toText(port.location(t)));
    }
    return done;
  };
  return compileSequence(unit, [bind, ...starts, ...inits]);
}

/** A protocol is written as a name; its parameters mean nothing in memory. */
function protocolName(unit: Unit, protocol: Expression): (t: Task) => Basic {
  const root = protocol.kind === 'tree' ? protocol.root : protocol;
  if (root.kind === 'variable' && root.path.root === 'variable') {
    const { name } = root.path.steps[0]!;
    if (typeof name === 'string') return () => name;
  }
  return compileExpression(unit, root).basic;
}

function embedCode(unit: Unit, { code, argument, port, span }: Embedding): Code {
  const passed = argument === null ? null : compileExpression(unit, argument).value;
  const slot = port === null ? -1 : unit.program.slotOf(port);
  const finish = (t: Task, { fault, answer }: Exchange): typeof done => {
    // Whoever embeds goes on all the same: the port leads nowhere.
    if (fault !== null) t.run.report(fault);
    if (port === null) return done;
    const location = answer?.basic;
    if (typeof location === 'string') t.service.bindings.set(port, location);
    setPort(t.state, slot, 'location', location, t.meter);
    return done;
  };
  return (t) => {
    if (t.resuming) {
      const { exchange } = t;
      t.exchange = null;
      t.resumed();
      return finish(t, exchange!);
    }
    t.meter.place = span;
    t.meter.charge(5);
    const value = passed === null ? new Value() : copyOf(passed(t), t.meter);
    startEmbedded(t, code, value, new Exchange(t));
    return blocked;
  };
}

/** Writes a part of a port's variable. */
function setPort(state: State, slot: number, part: string, basic: Basic, meter: Allocator): void {
  meter.allocate(sizes.vector);
  const vector = (state.slots[slot] ??= new Vector());
  vector.resolved().made(0, meter).childMade(part, meter).basic = basic;
}
