import type { Reply } from '../run/exchange';
import type { NativeContext, NativePackage } from '../run/native';
import { Value } from '../values';
import { childInt, childText, hasChild, operations } from './operations';

interface Semaphore {
  permits: number;
  readonly waiting: { readonly permits: number; readonly reply: Reply }[];
}

const semaphores = (): Map<string, Semaphore> => new Map();

/** `semaphore_utils`: semaphores by name, each service's own; who waits is served in the order of coming. */
export const semaphoreUtils: NativePackage = {
  names: ['semaphore_utils', 'semaphore-utils'],
  include: { file: 'semaphore_utils.iol', port: 'SemaphoreUtils' },
  service: 'SemaphoreUtils',
  declaration: `
type SemaphoreRequest: void { name: string permits?: int }
interface SemaphoreUtilsInterface {
RequestResponse:
  release( SemaphoreRequest )( bool ),
  acquire( SemaphoreRequest )( bool )
}
`,
  suspending: new Map([['acquire', acquire]]),
  operations: operations({
    release(request, context) {
      const semaphore = semaphoreOf(request, context);
      semaphore.permits += permitsOf(request, context);
      serve(semaphore);
      return true;
    },
  }),
};

function acquire(request: Value, context: NativeContext, reply: Reply): void {
  context.meter.charge(10);
  const semaphore = semaphoreOf(request, context);
  semaphore.waiting.push({ permits: permitsOf(request, context), reply });
  serve(semaphore);
}

/** Gives permits to those who wait, as long as there are enough for the first; who went away gets none. */
function serve(semaphore: Semaphore): void {
  for (;;) {
    const [first] = semaphore.waiting;
    if (first === undefined) return;
    if (first.reply.abandoned !== true) {
      if (first.permits > semaphore.permits) return;
      semaphore.permits -= first.permits;
      first.reply.reply(new Value(true));
    }
    semaphore.waiting.shift();
  }
}

function semaphoreOf(request: Value, context: NativeContext): Semaphore {
  const name = childText(request, 'name');
  const all = context.service.held(semaphores);
  let semaphore = all.get(name);
  if (semaphore === undefined) {
    // No census finds a name again: there are as many as a run can pay for.
    context.meter.charge(1000 + name.length);
    all.set(name, (semaphore = { permits: 0, waiting: [] }));
  }
  return semaphore;
}

function permitsOf(request: Value, context: NativeContext): number {
  const permits = hasChild(request, 'permits') ? childInt(request, 'permits') : 1;
  if (permits < 0) throw context.exception('IllegalArgumentException');
  return permits;
}
