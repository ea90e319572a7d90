import { Exit } from '../run/fault';
import type { NativeContext, NativePackage } from '../run/native';
import type { Reply } from '../run/exchange';
import { startEmbedded } from '../run/embedding';
import { copyInto, copyOf, Double, Value, Vector, type Basic } from '../values';
import { childInt, childText, hasChild, operations, textOf } from './operations';

const properties = `  getProperty( GetPropertyRequest )( MaybeString ),
  getProperties( void )( undefined ),
  setProperty( SetPropertyRequest )( MaybeString ),
  clearProperty( NonEmptyString )( MaybeString ),
`;

const declaration = (file: string, properties: string): string => `
type MaybeString: void | string
type NonEmptyString: string( regex( ".+" ) )
type GetPropertyRequest: string( regex( ".+" ) ) { default?: string }
type SetPropertyRequest: void { key: NonEmptyString value: string }
type LoadEmbeddedServiceRequest: void { ${file} } | void { code: string }
type SetOutputPortRequest: void { name: string location: any protocol?: string { ? } }
type GetOutputPortRequest: void { name: string }
type GetOutputPortResponse: void { name: string protocol: string location: string }
type GetOutputPortsResponse: void { port*: void { name: string protocol: string location: string } }
type GetIncludePathResponse: void { path*: string }
type HaltRequest: void { status?: int }
type Stats: void {
  files: void { openCount?: long maxCount?: long }
  os: void { arch: string availableProcessors: int name: string systemLoadAverage: double version: string }
  memory: void { free: long total: long used: long }
}
interface RuntimeInterface {
RequestResponse:
  getLocalLocation( void )( any ),
  loadEmbeddedService( LoadEmbeddedServiceRequest )( any ) throws RuntimeException( undefined ),
  setOutputPort( SetOutputPortRequest )( void ),
  getOutputPort( GetOutputPortRequest )( GetOutputPortResponse ) throws OutputPortDoesNotExist,
  getOutputPorts( void )( GetOutputPortsResponse ),
  removeOutputPort( string )( void ),
  getIncludePaths( void )( GetIncludePathResponse ),
  getenv( string )( MaybeString ),
${properties}  getVersion( void )( string ),
  getProcessId( void )( string ),
  stats( void )( Stats ),
  halt( HaltRequest )( void ),
  callExit( any )( void )
}
`;

/** `runtime`: properties of the run, and its end. Of the machine it tells nothing: statistics are constants. */
export const runtime: NativePackage = {
  names: ['runtime'],
  include: { file: 'runtime.iol', port: 'Runtime' },
  service: 'Runtime',
  declaration: declaration('filepath: string type?: string service?: string params?: undefined', properties),
  declarations: new Map([['runtime.iol', declaration('filepath: string type: string', '')]]),
  suspending: new Map([['loadEmbeddedService', loadEmbedded]]),
  operations: operations({
    getLocalLocation: (_, context) => context.service.location,
    setOutputPort,
    getOutputPort(request, context) {
      const answer = outputPort(childText(request, 'name'), context);
      if (answer === null) throw context.fault('OutputPortDoesNotExist');
      return answer;
    },
    getOutputPorts(_, context) {
      const { service, meter } = context;
      const answer = new Value();
      for (const name of new Set([...service.code.outputPorts.keys(), ...service.dynamicPorts.keys()])) {
        meter.charge(10);
        const port = outputPort(name, context);
        const ports = answer.vectorMade('port', meter);
        if (port !== null) ports.put(ports.items.length, port, meter);
      }
      return answer;
    },
    removeOutputPort(request, context) {
      context.service.dynamicPorts.delete(textOf(request));
      return undefined;
    },
    getIncludePaths: () => undefined,
    getenv: () => undefined,
    getProperty(request, context) {
      const fallback = hasChild(request, 'default') ? childText(request, 'default') : undefined;
      return propertiesOf(context).child(textOf(request))?.basic ?? fallback;
    },
    getProperties: (_, context) => copyOf(propertiesOf(context), context.meter),
    setProperty(request, context) {
      const property = propertiesOf(context).childMade(childText(request, 'key'), context.meter);
      const before = property.basic;
      const value = childText(request, 'value');
      context.meter.allocate(value.length * 2);
      property.basic = value;
      return before;
    },
    clearProperty(request, context) {
      const properties = propertiesOf(context);
      const before = properties.child(textOf(request))?.basic;
      properties.children?.delete(textOf(request));
      return before;
    },
    getVersion: () => '1.13.5-parley',
    getProcessId: () => '1',
    stats: (_, context) => stats(context),
    halt(request) {
      throw new Exit(childInt(request, 'status') & 0xff, true);
    },
    callExit() {
      throw new Exit(0);
    },
  }),
};

/** Compiles a source, starts it as an embedded service, and answers with its location. */
function loadEmbedded(request: Value, context: NativeContext, reply: Reply): void {
  const { meter } = context;
  const code = childText(request, 'code');
  // Compiling is paid for before it is done, a file's as if it were large.
  meter.charge(hasChild(request, 'code') ? 2000 + code.length * 30 : 500_000);
  const service = hasChild(request, 'service') ? childText(request, 'service') : null;
  const loaded = context.load(
    hasChild(request, 'code')
      ? { kind: 'code', code }
      : { kind: 'file', path: childText(request, 'filepath'), service },
  );
  if (loaded === null) {
    reply.fail(context.exception('RuntimeException', 'the service could not be loaded'));
    return;
  }
  const given = request.child('params');
  const parameter = given === undefined ? new Value() : copyOf(given, meter);
  const { service: parent } = context;
  startEmbedded({ run: parent.run, service: parent }, loaded, parameter, reply);
}

/** Makes an output port, or binds one anew; the variable of its name says where it leads. */
function setOutputPort(request: Value, { caller, service, meter }: NativeContext): undefined {
  const name = childText(request, 'name');
  meter.charge(20);
  const port = new Value();
  copyInto(port, request, meter);
  service.dynamicPorts.set(name, port);
  const slot = service.code.slots.get(name);
  if (slot === undefined) return undefined;
  const variable = (caller!.state.slots[slot] ??= new Vector()).resolved().made(0, meter);
  for (const part of ['location', 'protocol']) {
    const given = request.child(part);
    if (given !== undefined) copyInto(variable.childMade(part, meter), given, meter);
  }
  return undefined;
}

/** A port's name, protocol and location as the caller sees them; null: there is no such port. */
function outputPort(name: string, { caller, service, network, meter }: NativeContext): Value | null {
  const [made, declared] = [service.dynamicPorts.get(name), service.code.outputPorts.get(name)];
  if (made === undefined && declared === undefined) return null;
  const location =
    declared === undefined
      ? childText(made!, 'location')
      : network.locationOf(service, caller!.state, declared);
  const answer = new Value();
  answer.append('name', name, meter);
  answer.append('protocol', made === undefined ? '' : childText(made, 'protocol'), meter);
  answer.append('location', location ?? '', meter);
  return answer;
}

const propertiesOf = (context: NativeContext): Value => context.kept.childMade('runtime', context.meter);

function stats({ meter }: NativeContext): Value {
  const answer = new Value();
  const fill = (name: string, fields: Readonly<Record<string, Basic>>): void => {
    const node = answer.childMade(name, meter);
    for (const [field, value] of Object.entries(fields)) node.append(field, value, meter);
  };
  fill('files', {});
  fill('os', {
    arch: 'none',
    availableProcessors: 1,
    name: 'parley',
    systemLoadAverage: new Double(0),
    version: '1',
  });
  fill('memory', { free: 0n, total: 0n, used: 0n });
  return answer;
}
