import { habitOf, nearest, wordAt, type InputBranch, type Statement } from '../language';
import { Fault, ioFault, Terminated } from '../run/fault';
import type { OperationType } from '../run/service-code';
import type { Message } from '../run/session';
import { blocked, done, type Code, type Status, type Task } from '../run/task';
import { copyOf, Value } from '../values';
import { compileExpression, pathOf } from './expressions';
import type { PathCode } from './paths';
import { compileSequence } from './sequence';
import type { Unit } from './unit';

/** An input branch as it runs: the answer to the message, and then its body. */
interface Branch {
  readonly type: OperationType;
  readonly request: PathCode | null;
  readonly answer: ((t: Task, message: Message) => Status) | null;
  readonly body: Code | null;
  /** Whether the inputs wait for another message afterwards: `provide`. */
  readonly again: boolean;
}

/** A message that is being worked on. */
interface Open {
  readonly message: Message;
  readonly branch: Branch;
  answered: boolean;
}

/** Inputs that wait for one message: an input of its own, `[ … ]` choices, and `provide … until`. */
export function compileInputs(
  unit: Unit,
  statement: Statement,
  branches: readonly InputBranch[],
  provided: readonly InputBranch[],
): Code {
  const place = unit.place();
  const table = new Map<string, Branch>();
  for (const each of branches) addBranch(unit, table, each, false);
  for (const each of provided) addBranch(unit, table, each, true);
  const operations: ReadonlySet<string> = new Set(table.keys());
  const { span } = statement;

  const accept = (t: Task, message: Message): Open => {
    const branch = table.get(message.operation)!;
    if (branch.type.requestResponse) t.session.answers(message.reply);
    if (branch.request !== null) {
      const node = branch.request.value(t);
      node.basic = message.value.basic;
      node.children = message.value.children;
    }
    return { message, branch, answered: branch.answer === null };
  };

  return (t) => {
    const { at, meter } = t;
    let open: Open | null = null;
    if (t.resuming) {
      open = at[place] as Open | null;
      if (open === null) {
        const message = t.received;
        t.received = null;
        t.resumed();
        open = accept(t, message!);
      }
    }
    for (;;) {
      if (open === null) {
        meter.place = span;
        meter.charge(1);
        const message = t.session.take(operations, t);
        if (message === null) {
          at[place] = null;
          return blocked;
        }
        open = accept(t, message);
      }
      const { message, branch } = open;
      if (!open.answered) {
        const status = branch.answer!(t, message);
        if (status !== done) {
          at[place] = open;
          return status;
        }
        open.answered = true;
      }
      const status = branch.body === null ? done : branch.body(t);
      if (status !== done) {
        at[place] = open;
        return status;
      }
      if (!branch.again) return done;
      open = null;
    }
  };
}

function addBranch(
  unit: Unit,
  table: Map<string, Branch>,
  { input, body }: InputBranch,
  again: boolean,
): void {
  const type = inputType(unit, input);
  const request = input.request === null ? null : pathOf(unit, input.request);
  const compile = (statement: Statement | null): Code | null =>
    statement === null ? null : unit.program.compile(unit, statement);
  const answer =
    input.kind === 'one-way'
      ? null
      : compileAnswer(unit, type, compile(input.body), () =>
          input.response === null ? null : compileExpression(unit, input.response).value,
        );
  const code = compile(body);
  if (type !== null) table.set(input.operation, { type, request, answer, body: code, again });
}

/** The operation that an input names, or null with a finding. */
function inputType(unit: Unit, input: InputBranch['input']): OperationType | null {
  const { findings, inputs } = unit.program;
  const { operation, span } = input;
  const type = inputs.get(operation);
  if (type === undefined) {
    const near = nearest(operation, inputs.keys());
    findings.report(
      'unknown-operation',
      wordAt(span, operation),
      `no input port has an operation ${operation}`,
      {
        hint:
          near === undefined
            ? (habitOf(operation) ?? 'an inputPort must offer it by an interface')
            : `did you mean ${near}?`,
      },
    );
    return null;
  }
  if (type.requestResponse === (input.kind === 'one-way')) {
    findings.report(
      'wrong-call',
      span,
      type.requestResponse
        ? `${operation} is a request-response operation: its input has two pairs of parentheses`
        : `${operation} is a one-way operation: its input has one pair of parentheses`,
    );
    return null;
  }
  return type;
}

/**
 * Works out the answer to a request: runs the body, evaluates the response, checks it, and sends it. A fault of the
 * body is the answer too, and goes on in the session; one that is not declared says only that the service erred.
 */
export function compileAnswer(
  unit: Unit,
  type: OperationType | null,
  body: Code | null,
  responded: () => ((t: Task) => Value) | null,
): (t: Task, message: Message) => Status {
  const { result: response, steps } = unit.collecting(responded);
  const work = compileSequence(unit, body === null ? steps : [body, ...steps]);
  const settle = (t: Task, message: Message, answer: (reply: Message['reply']) => void) => {
    t.session.answered(message.reply);
    answer(message.reply);
  };
  return (t, message) => {
    let value: Value;
    try {
      const status = work(t);
      if (status !== done) return status;
      value = response === null ? new Value() : copyOf(response(t), t.meter);
    } catch (error) {
      if (error instanceof Fault) settle(t, message, (reply) => reply.fail(answered(error, type!, t)));
      else if (error instanceof Terminated) {
        const { killer } = error;
        settle(t, message, (reply) =>
          reply.fail(killer === null ? ioFault('the service has ended') : answered(killer, type!, t)),
        );
      }
      throw error;
    }
    const wrong = type!.response(value, t.meter);
    if (wrong !== null) {
      const text = `Request-Response input operation output value TypeMismatch (operation ${type!.name}): ${wrong.text}`;
      const own = new Fault('TypeMismatch', new Value(text), t.meter.place);
      const told = new Value('Internal server error (TypeMismatch)');
      settle(t, message, (reply) => reply.fail(new Fault('TypeMismatch', told, t.meter.place, own)));
      throw own;
    }
    settle(t, message, (reply) => reply.reply(value));
    return done;
  };
}

/** The fault as the caller gets it. */
function answered(fault: Fault, { name, faults }: OperationType, t: Task): Fault {
  const check = faults.get(fault.fault);
  if (check === undefined) {
    return new Fault('TypeMismatch', new Value('Internal server error'), fault.place, fault);
  }
  const wrong = check === null ? null : check(fault.data, t.meter);
  if (wrong === null) return fault;
  const text = `Request-Response process TypeMismatch for fault ${fault.fault} (operation ${name}): ${wrong.text}`;
  return new Fault('TypeMismatch', new Value(text), fault.place);
}
