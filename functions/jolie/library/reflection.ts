import type { Reply } from '../run/exchange';
import { Fault, ioFault } from '../run/fault';
import type { NativeContext, NativePackage } from '../run/native';
import { copyOf, Value } from '../values';
import { childText, operations } from './operations';

const unsafe = 'invokeRRUnsafe( InvokeRequest )( undefined ) throws InvocationFault( InvocationFaultType )';

const declaration = (more: readonly string[]): string => `
type InvokeRequest: void { operation: string outputPort: string resourcePath?: string data?: undefined }
type InvocationFaultType: void { name: string data: undefined }
interface ReflectionIface {
RequestResponse:
  invoke( InvokeRequest )( undefined ) throws OperationNotFound( string ) InvocationFault( InvocationFaultType )${more.map((operation) => `,\n  ${operation}`).join('')}
}
`;

/** `reflection`: calls of operations whose names are known when the program runs. */
export const reflection: NativePackage = {
  names: ['reflection'],
  include: { file: 'reflection.iol', port: 'Reflection' },
  service: 'Reflection',
  declaration: declaration([unsafe]),
  declarations: new Map([['reflection.iol', declaration([])]]),
  suspending: new Map([
    ['invoke', (request, context, reply) => invoke(request, context, reply, true)],
    ['invokeRRUnsafe', (request, context, reply) => invoke(request, context, reply, false)],
  ]),
  operations: operations({}),
};

/** Calls the operation on the caller's port; a fault of it comes back inside an `InvocationFault`. */
function invoke(request: Value, context: NativeContext, reply: Reply, checked: boolean): void {
  const { caller, service, network, meter } = context;
  meter.charge(10);
  const [name, operation] = [childText(request, 'outputPort'), childText(request, 'operation')];
  const [declared, made] = [service.code.outputPorts.get(name), service.dynamicPorts.get(name)];
  if (checked && (declared === undefined ? made === undefined : !declared.operations.has(operation))) {
    const message = `Could not find operation ${operation}@${name}`;
    reply.fail(context.fault('OperationNotFound', new Value(message)));
    return;
  }
  const fail = (fault: Fault): void => {
    const data = new Value();
    data.append('name', fault.fault, meter);
    data.vectorMade('data', meter).put(0, copyOf(fault.data, meter), meter);
    reply.fail(new Fault('InvocationFault', data, fault.place));
  };
  const location =
    declared === undefined
      ? made?.child('location') && childText(made, 'location')
      : network.locationOf(service, caller!.state, declared);
  const given = request.child('data');
  const sent = given === undefined ? new Value() : copyOf(given, meter);
  const wrong = declared?.operations.get(operation)?.request(sent, meter) ?? null;
  if (wrong !== null) {
    const message = `Output message TypeMismatch (${operation}@${name}): ${wrong.text}`;
    fail(new Fault('TypeMismatch', new Value(message), context.place));
    return;
  }
  const inner = { reply: (value: Value) => reply.reply(value), fail };
  const resource = childText(request, 'resourcePath').replace(/^\/+/, '');
  if (network.send(caller!, location, operation, sent, inner, 0, resource) === null)
    fail(ioFault(`${name} leads nowhere`, context.place));
}
