import type { Expression, Statement } from '../language';
import { constantOf } from '../compile/expressions';
import { findOperation, invocationOf } from '../compile/invocation';
import type { PortOperation } from '../run/service-code';
import type { Task } from '../run/task';
import { spread, Value } from '../values';
import { Asking, byOneRequest, mostFields, type Asked } from './asking';
import { isRoot, isWritten, writePath, writeValue } from './expressions';
import { GeneratedText } from './generated-text';
import { Look } from './look';
import { Writer } from './writer';

const { number } = GeneratedText;

/**
 * Writes a call of the library. What is sent is a function of its own, for it is charged as what is being made; where
 * the operation keeps nothing of it, its parts are looked at before, and mostly stand for it ({@link Asking}).
 */
export function writeCall(w: Writer, statement: Extract<Statement, { kind: 'solicit' | 'notify' }>): void {
  const { operation, port, portSpan, span, value } = statement;
  const solicits = statement.kind === 'solicit';
  const found = findOperation(w.unit, { operation, port, portSpan, span, solicits })!;
  const sent = value === null ? () => new Value() : writeArgument(w, value);
  const cost = 1 + w.unit.cost();
  const { run, faults, accept } = invocationOf(found.port, found.operation, { span, cost }, sent);
  const path = solicits ? statement.response : null;
  const response = path === null ? 'null' : writePath(w, path);
  w.charge(span, w.unit.cost(), false);
  const parts = value === null || faults.size > 0 ? null : partsOf(w, value, found.operation);
  if (parts === null) w.line(`${w.call('solicit', 't', w.constant(run), w.constant(faults), response)};`);
  else {
    const { asked, does, gas } = parts;
    const asking = new Asking(asked, found.operation, does, accept, cost + gas, run!);
    const call = w.call('ask', 't', w.constant(asking), ...parts.values);
    if (path === null) w.line(`${call};`);
    else if (isRoot(path))
      w.line(`${w.call('put', 't', number(w.unit.program.slotOf(path.steps[0]!.name as string)), call)};`);
    else w.line(`${w.call('answer', 't', response, call)};`);
  }
  w.forget();
}

function writeArgument(w: Writer, value: Expression): (t: Task) => Value {
  const inner = new Writer(w.unit, w.workshop);
  const node = writeValue(inner, value);
  const held = value.kind === 'variable' || value.kind === 'conditional';
  inner.line(`return ${held ? inner.call('copyOf', node, 'm') : node};`);
  return w.workshop.add(inner.body()) as (t: Task) => Value;
}

/** What is sent in parts, with what does the operation with them; null where looking at them does not do. */
function partsOf(w: Writer, value: Expression, { native }: PortOperation) {
  if (native?.run === undefined || !native.keepsNothing) return null;
  const parts = looksOf(w, value);
  if (parts === null) return null;
  const { asked, values } = parts;
  const names = asked.kind === 'tree' ? asked.names : [];
  const order = native.direct?.names.slice(0, names.length) ?? [];
  if (native.direct === null || order.length < names.length || !order.every((name) => names.includes(name)))
    return { asked, values, does: byOneRequest(native.run, asked), gas: 0 };
  const ordered: Asked = asked.kind === 'tree' ? { kind: 'tree', names: order } : asked;
  const inOrder = order.map((name) => values[1 + names.indexOf(name)]!);
  return {
    asked: ordered,
    values: [values[0]!, ...inOrder],
    does: native.direct.run,
    gas: native.direct.gas,
  };
}

/** The values of what is sent, as they are looked at. */
function looksOf(w: Writer, value: Expression): { readonly asked: Asked; readonly values: string[] } | null {
  const kind = value.kind === 'variable' ? 'copy' : value.kind === 'literal' ? 'literal' : 'tree';
  if (kind !== 'tree') {
    const looked = writeLook(w, value, kind === 'copy');
    return looked === null ? null : { asked: { kind }, values: [looked] };
  }
  if (value.kind !== 'tree' || value.operations.length > mostFields) return null;
  const names: string[] = [];
  const values = [writeLook(w, value.root, false)];
  for (const { path, ...operation } of value.operations) {
    const [step, ...others] = path.steps;
    if (operation.kind !== 'assign' || others.length > 0 || typeof step?.name !== 'string') return null;
    if (step.index !== null || names.includes(step.name)) return null;
    names.push(step.name);
    values.push(writeLook(w, operation.value, false));
  }
  if (values.includes(null)) return null;
  return { asked: { kind, names }, values: values as string[] };
}

/** A literal, or a look at a variable; null for all that calculates or may do something. */
function writeLook(w: Writer, value: Expression, leaf: boolean): string | null {
  if (value.kind === 'literal') {
    const basic = constantOf(value.literal);
    return basic === undefined ? '(void 0)' : w.constant(basic);
  }
  if (value.kind !== 'variable' || !isWritten(value.path)) return null;
  const steps: ConstructorParameters<typeof Look>[1][number][] = [];
  for (const { name, index } of value.path.steps) {
    const at = index === null ? 0 : index.kind === 'literal' ? constantOf(index.literal) : null;
    if (typeof at !== 'number' || at < 0) return null;
    steps.push({ name: name as string, hash: spread(name as string), index: at });
  }
  const slot = w.unit.program.slotOf(steps[0]!.name);
  return w.call('look', 's', w.constant(new Look(slot, steps, leaf)));
}
