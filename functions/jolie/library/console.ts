import type { NativeContext, NativePackage } from '../run/native';
import { toBool, toText, type Value } from '../values';
import { consoleInput } from './console-input';
import { formatDate } from './date-format';
import { childText, hasChild, operations } from './operations';

const defaultFormat = 'dd/MM/yyyy HH:mm:ss';

/** The format that `enableTimestamp` chose; null while it is off. */
const stamp = (): { format: string | null } => ({ format: null });

const declaration = (interfaceName: string): string => `
type EnableTimestampRequest: bool { format?: string }
type ReadLineRequest: void { secret?: bool }
type RegisterForInputRequest: void { enableSessionListener?: bool }
type SubscribeSessionListener: void { token: string }
type UnsubscribeSessionListener: void { token: string }
type InRequest: string { token?: string } | void { token?: string }
interface ${interfaceName} {
RequestResponse:
  print( undefined )( void ),
  println( undefined )( void ),
  enableTimestamp( EnableTimestampRequest )( void ),
  readLine( ReadLineRequest )( string ),
  registerForInput( RegisterForInputRequest )( void ),
  subscribeSessionListener( SubscribeSessionListener )( void ),
  unsubscribeSessionListener( UnsubscribeSessionListener )( void )
}
interface ConsoleInputInterface {
OneWay:
  in( InRequest )
}
`;

/** `console`: printing, and lines of input where the host has any. */
export const console: NativePackage = {
  names: ['console'],
  include: {
    file: 'console.iol',
    port: 'Console',
    source: 'inputPort ConsoleInputPort { location: "local" interfaces: ConsoleInputInterface }',
  },
  service: 'Console',
  declaration: declaration('ConsoleIface'),
  declarations: new Map([['console.iol', declaration('ConsoleInterface')]]),
  operations: operations({
    ...consoleInput,
    print: (request, context) => print(request, context, ''),
    println: (request, context) => print(request, context, '\n'),
    enableTimestamp(request, context) {
      const held = context.held(stamp);
      held.format = toBool(request.basic)
        ? hasChild(request, 'format')
          ? childText(request, 'format')
          : defaultFormat
        : null;
      return undefined;
    },
    // At the end of input there is no line: void.
    readLine(_, context) {
      const line = context.readLine();
      if (line !== null) context.meter.string(line.length);
      return line ?? undefined;
    },
  }),
  keepsNothing: new Set(['print', 'println']),
};

function print(request: Value, context: NativeContext, end: string): undefined {
  if (request.basic === undefined) {
    context.print('Unable to convert Value to string\n');
    return undefined;
  }
  const { format } = context.held(stamp);
  context.meter.writes(request.basic);
  let text = toText(request.basic);
  if (toBool(request.child('escapeControlChars')?.basic)) {
    context.meter.charge(text.length * 2);
    text = escapeControls(text);
  }
  const date = format === null ? null : formatDate(format, BigInt(Math.floor(context.now)), 'en');
  const before = format === null ? '' : `${date ?? 'Bad Format'} `;
  context.print(`${before}${text}${end}`);
  return undefined;
}

/** Control characters as `\\u` escapes, but those that Java counts as white space. */
function escapeControls(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const control = unit < 32 || (unit > 126 && unit < 160);
    const space = (unit > 8 && unit < 14) || (unit > 27 && unit < 32);
    out += control && !space ? `\\u${unit.toString(16).padStart(4, '0')}` : text[i]!;
  }
  return out;
}
