import type { NativeContext } from '../run/native';
import type { Service } from '../run/service';
import { hashMapOrder, toBool, Value } from '../values';
import { childText } from './operations';

/** Who is told of lines: the service, once for each token; or, with no tokens kept, once. */
const listening = (): { tokens: Set<string> | null } => ({ tokens: null });

/** The operations of `console` for services that have lines sent to their operation `in`. */
export const consoleInput = {
  registerForInput(request: Value, context: NativeContext): undefined {
    const held = context.service.held(listening);
    if (toBool(request.child('enableSessionListener')?.basic)) held.tokens = new Set();
    sendLines(context.service, context, 0);
    return undefined;
  },
  subscribeSessionListener(request: Value, context: NativeContext): undefined {
    const { tokens } = context.service.held(listening);
    const token = childText(request, 'token');
    if (tokens === null || tokens.has(token)) return undefined;
    context.meter.allocate(token.length * 2 + 64);
    tokens.add(token);
    return undefined;
  },
  unsubscribeSessionListener(request: Value, context: NativeContext): undefined {
    context.service.held(listening).tokens?.delete(childText(request, 'token'));
    return undefined;
  },
};

/** Sends line after line, one a millisecond, so that each is dealt with first; last, at the end of input, void. */
function sendLines(service: Service, context: NativeContext, wait: number): void {
  context.later(wait, () => {
    const line = context.readLine();
    context.meter.charge(10);
    context.meter.string(line?.length ?? 0);
    const { tokens } = service.held(listening);
    if (tokens === null) context.notify(service, 'in', new Value(line ?? undefined));
    else {
      for (const token of hashMapOrder([...tokens])) {
        context.meter.charge(10);
        const message = new Value(line ?? undefined);
        message.append('token', token, context.meter);
        context.notify(service, 'in', message);
      }
    }
    if (line !== null) sendLines(service, context, 1);
  });
}
