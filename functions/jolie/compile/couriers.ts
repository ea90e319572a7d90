import type { CourierBranch } from '../language';
import type { OperationType } from '../run/service-code';
import type { Message } from '../run/session';
import { type Code } from '../run/task';
import { pathOf } from './expressions';
import { compileScope } from './faults';
import { compileAnswer } from './inputs';
import { compileStatement } from './statements';
import type { Unit } from './unit';

/** A courier's branch for one operation, as the code of a session that begins with the message. */
export function compileCourier(unit: Unit, branch: CourierBranch, type: OperationType): Code {
  const place = unit.place();
  const request = branch.request === null ? null : pathOf(unit, branch.request);
  const body = compileStatement(unit, branch.body);
  const answer = branch.requestResponse
    ? compileAnswer(unit, type, body, () => {
        const response = branch.response === null ? null : pathOf(unit, branch.response);
        return response === null ? null : (t) => response.value(t);
      })
    : body;
  if (type.requestResponse !== branch.requestResponse) {
    unit.program.findings.report(
      'wrong-call',
      branch.span,
      type.requestResponse
        ? `${type.name} is a request-response operation: its branch has two pairs of parentheses`
        : `${type.name} is a one-way operation: its branch has one pair of parentheses`,
    );
  }
  return compileScope(
    unit,
    'main',
    branch.body,
    (t) => {
      if (!t.resuming) {
        const message = t.received!;
        t.received = null;
        t.at[place] = message;
        if (type.requestResponse) t.session.answers(message.reply);
        if (request !== null) {
          const node = request.value(t);
          node.basic = message.value.basic;
          node.children = message.value.children;
        }
      }
      return answer(t, t.at[place] as Message);
    },
    'main',
  );
}
