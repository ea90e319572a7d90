import type { Findings } from '../language';
import type { CheckContext, Rule } from './context';
import { messageType } from './message-type';
import { neverThrown } from './never-thrown';
import { neverWritten } from './never-written';
import { unreachable } from './unreachable';

export { bodiesOf } from './context';
export type { CheckedService } from './context';
export { shapeOf } from './message-shape';
export { mayBeNothing } from './message-type';

/** The rules, by what they cost and how sure they are. */
const rules: readonly Rule[] = [messageType, unreachable, neverWritten, neverThrown];

/** Looks a program over that compiled: all that is found are warnings. */
export function runChecks(context: CheckContext, findings: Findings): void {
  for (const rule of rules) {
    for (const { code, span, message, hint } of rule(context)) {
      if (findings.full) return;
      findings.report(code, span, message, {
        severity: 'warning',
        ...(hint === undefined ? {} : { hint }),
      });
    }
  }
}
