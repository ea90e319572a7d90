import {
  walk,
  type Declaration,
  type Findings,
  type Input,
  type Path,
  type Span,
  type Statement,
} from '../language';

import type { ExecutionMode } from '../run/service-code';

type Forbid = (span: Span, message: string, hint?: string) => void;

/** Reports a place that could be compiled and that the language does not allow. */
export const forbidIn =
  (findings: Findings): Forbid =>
  (span, message, hint) =>
    findings.report('forbidden', span, message, hint === undefined ? {} : { hint });

/**
 * What the language refuses in the code of a service although it could be compiled: inputs into state that is shared,
 * two inputs of one operation in a choice, changes of correlation variables, definitions before they are declared, and a
 * `main` that does not begin with an input where every message begins a session.
 */
export function checkLegality(
  declarations: readonly Declaration[],
  mode: ExecutionMode,
  findings: Findings,
): void {
  const forbid = forbidIn(findings);
  const defined = new Set<string>();
  for (const each of declarations) {
    switch (each.kind) {
      case 'define':
        defined.add(each.name);
        checkBody(each.body, forbid);
        checkOrder(each.body, defined, findings);
        break;
      case 'init':
        checkBody(each.body, forbid);
        checkNoCorrelation(each.body, forbid);
        break;
      case 'main':
        if (defined.has('main')) forbid(each.span, 'a definition is called main already');
        checkBody(each.body, forbid);
        if (mode !== 'single' && !beginsWithInput(each.body)) {
          forbid(
            placeOf(each.body),
            `the main of a ${mode} service begins with an input`,
            'it is a choice of inputs, or a sequence whose first statement is an input',
          );
        }
        break;
      case 'courier':
        for (const branch of each.branches) checkCourier(branch, forbid);
        break;
      default:
    }
  }
}

/** A sequence begins where its first statement does. */
const placeOf = (body: Statement): Span => (body.kind === 'sequence' ? body.statements[0]!.span : body.span);

const beginsWithInput = (body: Statement): boolean =>
  body.kind === 'choice' ||
  body.kind === 'receive' ||
  (body.kind === 'sequence' && body.statements[0]?.kind === 'receive');

/** Whether a main calls itself. */
export function callsMain(body: Statement): boolean {
  let found = false;
  walk(body, {
    statement: (each) => {
      if (each.kind === 'define-call' && each.name === 'main') found = true;
    },
  });
  return found;
}

/** A definition is called only below the place where it is declared. */
function checkOrder(body: Statement, defined: ReadonlySet<string>, findings: Findings): void {
  walk(body, {
    statement: (each) => {
      if (each.kind !== 'define-call' || defined.has(each.name)) return;
      findings.report('unknown-definition', each.span, `there is no definition ${each.name} yet`, {
        hint: 'a definition is declared before those that call it',
      });
    },
  });
}

function checkBody(body: Statement, forbid: Forbid): void {
  walk(body, {
    input: (input) => checkInput(input, forbid),
    statement: (each) => {
      switch (each.kind) {
        case 'choice':
          checkGuards(each.branches, forbid);
          break;
        case 'provide':
          checkGuards([...each.provide, ...each.until], forbid);
          break;
        case 'link':
          if (each.target.root === 'csets') forbid(each.span, 'a correlation variable can have no alias');
          break;
        case 'copy':
          if (each.path.root === 'csets')
            forbid(each.span, 'nothing can be copied to a correlation variable');
          break;
        case 'undef':
          if (each.path.root === 'csets') forbid(each.span, 'a correlation variable can not be undefined');
          break;
        default:
      }
    },
  });
}

function checkInput({ request, span }: Input, forbid: Forbid): void {
  if (request?.root === 'csets') forbid(span, 'a message is not received in a correlation variable');
  if (request?.root === 'global') forbid(span, 'a message is not received in a global variable');
}

function checkGuards(branches: readonly { readonly input: Input }[], forbid: Forbid): void {
  const seen = new Set<string>();
  for (const { input } of branches) {
    if (seen.has(input.operation))
      forbid(input.span, `the choice has an input of ${input.operation} already`);
    seen.add(input.operation);
  }
}

function checkNoCorrelation(init: Statement, forbid: Forbid): void {
  const check = (path: Path) => {
    if (path.root === 'csets') forbid(path.span, 'init has no correlation variables');
  };
  walk(init, {
    statement: (each) => {
      if ('path' in each) check(each.path);
    },
    expression: (each) => {
      if ('path' in each) check(each.path);
    },
  });
}

function checkCourier(
  { body, requestResponse }: { readonly body: Statement; readonly requestResponse: boolean },
  forbid: Forbid,
): void {
  walk(body, {
    input: ({ span }) => forbid(span, 'a courier has no inputs'),
    statement: (each) => {
      if (each.kind !== 'forward' || each.solicit === requestResponse) return;
      forbid(
        each.span,
        requestResponse
          ? 'this branch has an answer: its forward has two pairs of parentheses'
          : 'this branch has no answer: its forward has one pair of parentheses',
      );
    },
  });
}
