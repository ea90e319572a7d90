import { Value } from '../values';
import type { Reply } from './exchange';
import type { ServiceCode } from './service-code';
import type { Task } from './task';

/** Starts a service for another; its location is the answer, or the fault with which its beginning ended. */
export function startEmbedded(
  from: Pick<Task, 'run' | 'service'>,
  code: ServiceCode,
  parameter: Value,
  exchange: Reply,
): void {
  const { run } = from;
  const child = run.makeService(code, from.service);
  child.start(parameter, {
    ready(fault) {
      if (fault === null) exchange.reply(new Value(child.location));
      else exchange.fail(fault);
    },
    ended(fault) {
      if (fault !== null) run.report(fault);
    },
  });
}
