import type { Expression, Port, Span } from '../language';
import type { OperationType } from '../run/service-code';
import { isSameType } from './same-type';

const closing = ({ file, endLine, endColumn }: Span): Span => ({
  file,
  line: endLine,
  column: Math.max(1, endColumn - 1),
  endLine,
  endColumn,
});

/**
 * What Java's `URI` takes: no white space, quotes, brackets and the like, `%` before two hexadecimal digits only, a
 * scheme that begins with a letter, and something behind it.
 */
const uri =
  /^(?:[a-z][a-z\d+.-]*:(?=[^#])|(?![^/?#]*:))(?!\/\/(?:[?#]|$))(?:[^\s%"<>\\^`{|}]|%[\da-f]{2})*$/i;

/** A location is a text that is a URI, or a variable; a protocol a text, a variable, or a tree of its settings. */
export function checkAddress(
  { kind, name, location, protocol }: Port,
  forbid: (span: Span, message: string) => void,
): void {
  const what = `${kind === 'input-port' ? 'input' : 'output'} port ${name}`;
  const isText = (each: Expression) => each.kind === 'literal' && each.literal.type === 'string';
  if (location !== null && !isText(location) && location.kind !== 'variable')
    forbid(location.span, `the location of ${what} is neither a text nor a variable`);
  if (location?.kind === 'literal' && location.literal.type === 'string' && !uri.test(location.literal.value))
    forbid(location.span, `the location of ${what} is no URI`);
  if (protocol !== null && !isText(protocol) && protocol.kind !== 'variable' && protocol.kind !== 'tree')
    forbid(protocol.span, `the protocol of ${what} is neither a name nor a variable`);
}

/** What an input port must say: where it is, what it offers, and how it speaks unless it is in memory. */
export function checkInputPort(port: Port, forbid: (span: Span, message: string) => void): void {
  const { name, location, protocol, interfaces, operations, aggregates, redirects, span } = port;
  const says = [interfaces, operations, aggregates, redirects].some((each) => each.length > 0);
  if (location === null) forbid(span, `input port ${name} has no location`);
  else if (!says) forbid(closing(span), `input port ${name} offers no operation`);
  else if (protocol === null && !isInMemory(port))
    forbid(closing(span), `input port ${name} has no protocol`);
}

/** The official parser asks only whether the first word of the location begins with `local`. */
function isInMemory({ location }: Port): boolean {
  if (location?.kind === 'literal')
    return location.literal.type === 'string' && location.literal.value.startsWith('local');
  if (location?.kind !== 'variable') return false;
  const { name } = location.path.steps[0]!;
  return typeof name === 'string' && name.startsWith('local');
}

/** Whether an operation takes fields that its type does not name, so that an extender can add none. */
export function isOpen({ declared }: OperationType): boolean {
  if (declared === null) return false;
  const { request } = declared.operation;
  if (request === null) return true;
  if (request.kind !== 'named') return false;
  const type = request.name === 'undefined' ? null : declared.types.named(request.name);
  return type === null || (type?.node.kind === 'tree' && type.node.open);
}

/** Whether two operations of one name take and give the same. */
export function isSameOperation(one: OperationType, other: OperationType): boolean {
  if (one.requestResponse !== other.requestResponse) return true;
  if (one.declared === null || other.declared === null) return true;
  const [a, b] = [one.declared.operation, other.declared.operation];
  return (
    isSameType(a.request, one.declared.types, b.request, other.declared.types) &&
    isSameType(a.response, one.declared.types, b.response, other.declared.types)
  );
}
