import { Exit } from '../run/fault';
import type { NativeContext, NativePackage } from '../run/native';
import { copyOf, Double, Value, type Basic } from '../values';
import { childInt, childText, hasChild, operations, textOf } from './operations';

/** `runtime`: properties of the run, and its end. Of the machine it tells nothing: statistics are constants. */
export const runtime: NativePackage = {
  names: ['runtime'],
  include: { file: 'runtime.iol', port: 'Runtime' },
  service: 'Runtime',
  declaration: `
type MaybeString: void | string
type NonEmptyString: string( regex( ".+" ) )
type GetPropertyRequest: string( regex( ".+" ) ) { default?: string }
type SetPropertyRequest: void { key: NonEmptyString value: string }
type HaltRequest: void { status?: int }
type Stats: void {
  files: void { openCount?: long maxCount?: long }
  os: void { arch: string availableProcessors: int name: string systemLoadAverage: double version: string }
  memory: void { free: long total: long used: long }
}
interface RuntimeInterface {
RequestResponse:
  getenv( string )( MaybeString ),
  getProperty( GetPropertyRequest )( MaybeString ),
  getProperties( void )( undefined ),
  setProperty( SetPropertyRequest )( MaybeString ),
  clearProperty( NonEmptyString )( MaybeString ),
  getVersion( void )( string ),
  getProcessId( void )( string ),
  stats( void )( Stats ),
  halt( HaltRequest )( void ),
  callExit( any )( void )
}
`,
  operations: operations({
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
      throw new Exit(childInt(request, 'status') & 0xff);
    },
    callExit() {
      throw new Exit(0);
    },
  }),
};

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
