import type { NativeContext, NativePackage } from '../run/native';
import { copyOf, Value, type Vector } from '../values';
import { childText, operations, textOf } from './operations';

/** `queue_utils`: named queues of trees. */
export const queueUtils: NativePackage = {
  names: ['queue_utils', 'queue-utils'],
  include: { file: 'queue_utils.iol', port: 'QueueUtils' },
  service: 'QueueUtils',
  declaration: `
type QueueRequest: void { queue_name: string element: undefined }
interface QueueUtilsInterface {
RequestResponse:
  new_queue( string )( bool ),
  delete_queue( string )( bool ),
  push( QueueRequest )( bool ),
  peek( string )( undefined ),
  poll( string )( undefined ),
  size( string )( int )
}
`,
  operations: operations({
    new_queue(request, context) {
      const queues = queuesOf(context);
      if (queues.vector(textOf(request)) !== undefined) return false;
      queues.vectorMade(textOf(request), context.meter);
      return true;
    },
    delete_queue(request, context) {
      const queues = queuesOf(context);
      const there = queues.vector(textOf(request)) !== undefined;
      queues.children?.delete(textOf(request));
      return there;
    },
    push(request, context) {
      const queue = queueOf(childText(request, 'queue_name'), context);
      queue?.items.push(copyOf(request.child('element') ?? new Value(), context.meter));
      return queue !== undefined;
    },
    peek(request, context) {
      const head = queueOf(textOf(request), context)?.items[0];
      return head === undefined ? undefined : copyOf(head, context.meter);
    },
    poll(request, context) {
      const items = queueOf(textOf(request), context)?.items ?? [];
      context.meter.charge(items.length >> 6);
      return items.shift();
    },
    // A missing queue has no size: void, which the response's type refuses.
    size: (request, context) => queueOf(textOf(request), context)?.items.length,
  }),
};

/** The node whose children are the queues. */
const queuesOf = (context: NativeContext): Value => context.kept.childMade('queue_utils', context.meter);

const queueOf = (name: string, context: NativeContext): Vector | undefined => queuesOf(context).vector(name);
