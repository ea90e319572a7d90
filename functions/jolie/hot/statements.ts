import { walk, type Statement } from '../language';
import { writeCall } from './calls';
import {
  isPlain,
  isRoot,
  isWritten,
  widest,
  writeExpression,
  writeFind,
  writeMade,
  writePath,
  writeProduct,
  writeStep,
  writeSum,
  writeTest,
  type Written,
} from './expressions';
import { loopOfInts, writeLoopOfInts } from './loops-of-ints';
import type { Writer } from './writer';

/** Writes a statement that never waits; what is not written out is a call of its closure. */
export function writeStatement(w: Writer, statement: Statement): void {
  switch (statement.kind) {
    case 'sequence':
      for (const each of statement.statements) writeStatement(w, each);
      return;
    case 'null':
      w.charge(statement.span, w.unit.cost(), w.mayBeLate);
      return;
    case 'assign':
      writeAssign(w, statement);
      return;
    case 'step': {
      if (!isWritten(statement.path)) break;
      const [node, before] = [w.temporary(), w.temporary()];
      charged(w, statement, isRoot(statement.path), () => [
        `${node}=${writeMade(w, statement.path)};${before}=${node}.basic;`,
        `${node}.basic=${writeStep(w, before, statement.by)};`,
      ]);
      return;
    }
    case 'if':
      if (statement.branches.length > widest) break;
      writeIf(w, statement);
      return;
    case 'while':
      writeLoop(w, statement, statement.condition, statement.body, null);
      return;
    case 'for':
      writeFor(w, statement);
      return;
    case 'foreach':
      if (!isWritten(statement.name) || !isWritten(statement.tree)) break;
      writeForEach(w, statement);
      return;
    case 'for-in':
      writeForIn(w, statement);
      return;
    case 'solicit':
    case 'notify':
      if (statement.kind === 'solicit' && statement.handlers.length > 0) break;
      writeCall(w, statement);
      return;
    case 'define-call':
      w.charge(statement.span, 1, false);
      w.line(`${w.call('enter', 't', w.constant(w.unit.program.definitions.get(statement.name)!))};`);
      w.forget();
      return;
    default:
  }
  w.line(`${w.constant(w.workshop.closure(w.unit, statement))}(t);`);
  w.forget();
}

/**
 * A statement of its own cost: what its expressions weigh is known when they are written, so they are written first.
 * `plain`: within a loop, it says its place late.
 */
function charged(w: Writer, { span }: Statement, plain: boolean, write: () => readonly string[]): void {
  const late = plain && w.mayBeLate;
  w.calls = false;
  const lines = w.within(late ? span : null, write);
  w.charge(span, w.unit.cost(), late);
  for (const line of lines) w.line(line);
  if (w.calls) w.forget();
}

function writeAssign(w: Writer, statement: Extract<Statement, { kind: 'assign' }>): void {
  const { path, value, operator } = statement;
  if (!isWritten(path)) {
    w.line(`${w.constant(w.workshop.closure(w.unit, statement))}(t);`);
    w.forget();
    return;
  }
  charged(w, statement, isRoot(path) && isPlain(value), () => {
    const basic = w.temporary();
    if (operator === '=') {
      // The value first: `c[ #c ] = #c` appends what the size was.
      const made = writeExpression(w, value).text;
      return [`${basic}=${made};`, `${writeMade(w, path)}.basic=${basic};`];
    }
    const node = w.temporary();
    const target = writeMade(w, path);
    const before: Written = { text: basic, type: 'any' };
    const after = writeExpression(w, value);
    const result =
      operator === '+=' || operator === '-='
        ? writeSum(w, before, operator === '-=', after)
        : writeProduct(w, before, operator === '*=' ? '*' : '/', after);
    return [`${node}=${target};${basic}=${node}.basic;`, `${node}.basic=${result.text};`];
  });
}

function writeIf(w: Writer, statement: Extract<Statement, { kind: 'if' }>): void {
  const { span, branches, otherwise } = statement;
  const late = w.mayBeLate && branches.every(({ condition }) => isPlain(condition));
  w.calls = false;
  const tests = w.within(late ? span : null, () => branches.map(({ condition }) => writeTest(w, condition)));
  w.charge(span, w.unit.cost(), late);
  const forgets = w.calls;
  branches.forEach(({ body }, i) => {
    w.line(`${i === 0 ? '' : 'else '}if(${tests[i]}){`);
    if (forgets) w.forget();
    writeStatement(w, body);
    w.line('}');
  });
  w.line('else{');
  if (forgets) w.forget();
  if (otherwise !== null) writeStatement(w, otherwise);
  w.line('}');
}

function writeFor(w: Writer, statement: Extract<Statement, { kind: 'for' }>): void {
  // In the order in which the closures are compiled: what a call before left unweighed falls to the same statement.
  const loop = w.block(() => writeLoop(w, statement, statement.condition, statement.body, statement.step));
  writeStatement(w, statement.init);
  w.lines(loop);
}

/** `while`, and `for` after its beginning. */
function writeLoop(
  w: Writer,
  { span }: Statement,
  condition: Extract<Statement, { kind: 'while' }>['condition'],
  body: Statement,
  step: Statement | null,
): void {
  const outer = w.mayBeLate;
  w.mayBeLate = !walksIn(body);
  const ints = w.inLoopOfInts ? null : loopOfInts(span, condition, body, step);
  if (ints !== null) w.inLoopOfInts = true;
  const bodyLines = w.block(() => writeStatement(w, body));
  const stepLines = w.block(() => {
    if (step !== null) writeStatement(w, step);
  });
  const late = w.mayBeLate && isPlain(condition);
  w.calls = false;
  const test = w.within(late ? span : null, () => writeTest(w, condition));
  const forgets = w.calls;
  const charge = w.block(() => w.charge(span, w.unit.cost(), late));
  if (ints !== null) {
    w.inLoopOfInts = false;
    // The first turn may make the variables, so it is asked for again before the second.
    const turn = w.temporary();
    w.line(`${turn}=0;`);
    w.line(`for(;;){if(${turn}<2){${turn}++;`);
    writeLoopOfInts(w, ints);
    w.line('}');
  } else w.line('for(;;){');
  w.lines(charge);
  w.line(`if(!${test})break;`);
  if (forgets) w.forget();
  w.lines(bodyLines);
  w.lines(stepLines);
  w.line('}');
  if (forgets) w.forget();
  w.mayBeLate = outer;
  // The test was the last to run.
  w.place(span);
}

/** Whether a walk over names or items lies in it: what that begins with is done at the place of the statement before. */
function walksIn(body: Statement): boolean {
  let walks = false;
  walk(body, {
    statement: ({ kind }) => {
      if (kind === 'foreach' || kind === 'for-in') walks = true;
    },
  });
  return walks;
}

function writeForEach(w: Writer, { span, name, tree, body }: Extract<Statement, { kind: 'foreach' }>): void {
  const [names, at] = [w.temporary(), w.temporary()];
  const lines = w.block(() => writeStatement(w, body));
  w.calls = false;
  const target = writeMade(w, name);
  const source = writeFind(w, tree);
  const forgets = w.calls;
  const cost = w.unit.cost();
  w.line(`${names}=${w.call('namesIn', source, 't')};`);
  w.line(`for(${at}=0;${at}<${names}.length;${at}++){`);
  w.charge(span, cost, false);
  w.line(`${target}.basic=${names}[${at}];`);
  if (forgets) w.forget();
  w.lines(lines);
  w.line('}');
}

function writeForIn(
  w: Writer,
  { span, element, vector, body }: Extract<Statement, { kind: 'for-in' }>,
): void {
  const [length, at] = [w.temporary(), w.temporary()];
  const lines = w.block(() => writeStatement(w, body));
  const [item, list] = [writePath(w, element), writePath(w, vector)];
  const cost = w.unit.cost();
  w.line(`${length}=size(${list}.findVector(t));`);
  w.line(`for(${at}=0;${at}<${length};${at}++){`);
  w.charge(span, cost, false);
  w.line(`${item}.aliasItem(t,${list},${at});`);
  w.forget();
  w.lines(lines);
  w.line('}');
  w.forget();
}
