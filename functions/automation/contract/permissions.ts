import type { Uses } from '@parley/jolie';
import type { Target } from '@parley/ports';
import { serviceOperation } from './parley-module';

/** What a script may do to messages, and what it may ask for while it runs. */
export const permissions = ['drop', 'change', 'write', 'log', 'time', 'random', 'wait'] as const;
export type Permission = (typeof permissions)[number];

/** Operations that hand a program other code, or other names or places of operations, than its source shows. */
const opaque = /^(?:(?:loadEmbeddedService|setOutputPort)@runtime|\w+@reflection)$/;
const asks: Readonly<Record<'log' | 'time' | 'random' | 'wait', RegExp>> = {
  log: /^print(?:ln)?@console$/,
  time: /^get\w*@time$/,
  random: /^(?:random@math|getRandomUUID@string_utils|\w+@security_utils)$/,
  wait: /^(?:sleep@time|setNextTimeout\w*@time|\w+@scheduler|acquire@semaphore_utils)$/,
};

/**
 * What a script may do, as its code shows it. A script that may do something has a part that would; one that hides what
 * it writes (trees that it takes over whole, names that it computes, texts of others that it prints, code that it makes) is taken to do all that its contract allows.
 */
export function permissionsOf(target: Target, uses: Uses): ReadonlySet<Permission> {
  const { calls, written, computed, texts } = uses;
  // What a program prints may be its answer; what a service prints is its log.
  const isService = uses.inputs.includes(serviceOperation);
  const isOpaque = uses.hides || (!isService && uses.printsOthers) || calls.some((each) => opaque.test(each));
  const says = (word: string) => texts.some((text) => text.toLowerCase().includes(word));
  const sets = (name: string) => isOpaque || written.includes(name) || says(`"${name.toLowerCase()}"`);
  const may: Readonly<Record<Permission, boolean>> = {
    drop: isOpaque || says('drop') || computed.includes('action'),
    change: target === 'send' && sets('messageBody'),
    write: sets(target === 'send' ? 'also' : 'reply'),
    log: calls.some((each) => asks.log.test(each)),
    time: calls.some((each) => asks.time.test(each)),
    random: uses.fresh || calls.some((each) => asks.random.test(each)),
    wait: calls.some((each) => asks.wait.test(each)),
  };
  return new Set(permissions.filter((each) => may[each]));
}
