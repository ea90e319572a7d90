import { operationContents, type OperationContents } from '../compile/contents';
import type { Token } from '../language';
import { operationOf } from './operations';
import type { Reading } from './reading';

/** The operation in whose parentheses a place is, and in which of the two pairs. */
export interface Signature {
  readonly operation: OperationContents;
  /** The port at which it is called; null: an operation that the source takes in. */
  readonly port: string | null;
  readonly of: string | null;
  readonly part: 'request' | 'response';
  /** Where the name of the operation begins. */
  readonly from: number;
}

interface Open {
  readonly symbol: string;
  /** The number of the token of the operation whose parentheses these are; null: others. */
  readonly operation: number | null;
  readonly part: Signature['part'];
}

/** Finds the innermost call around a place, by the parentheses that are open there. */
export function signatureIn(reading: Reading, offset: number): Signature | null {
  const { tokens } = reading;
  const open: Open[] = [];
  let closed: Open | undefined;
  for (const [i, token] of tokens.entries()) {
    const { text, kind } = token;
    if (kind === 'end' || reading.rangeOf(token).to > offset) break;
    const before = closed;
    closed = undefined;
    if (kind !== 'symbol') continue;
    if (text === '(') open.push(opened(tokens, i, before));
    else if (text === '[' || text === '{') open.push({ symbol: text, operation: null, part: 'request' });
    else if (text === ')' || text === ']' || text === '}') closed = open.pop();
  }
  for (const { operation, part } of open.reverse()) {
    if (operation === null) continue;
    const { from } = reading.rangeOf(tokens[operation]!);
    const noted = reading.names.get(from);
    if (noted === undefined || (noted.role.kind !== 'call' && noted.role.kind !== 'input')) continue;
    const port = noted.role.kind === 'call' ? noted.role.port : null;
    const known = operationOf(reading, noted.service, { operation: noted.text, port });
    if (known === undefined) return null;
    const contents = operationContents(known.declared, known.types);
    return { operation: contents, port, of: known.of?.package.names[0] ?? null, part, from };
  }
  return null;
}

/** The parenthesis that stands at a place: of a call, of its answer behind what it sends, or another one. */
function opened(tokens: readonly Token[], at: number, closed: Open | undefined): Open {
  if (closed?.operation != null && closed.part === 'request')
    return { symbol: '(', operation: closed.operation, part: 'response' };
  const isName = (i: number) => tokens[i]?.kind === 'id' || tokens[i]?.kind === 'keyword';
  if (!isName(at - 1)) return { symbol: '(', operation: null, part: 'request' };
  const isCall = tokens[at - 2]?.kind === 'symbol' && tokens[at - 2]!.text === '@' && isName(at - 3);
  return { symbol: '(', operation: isCall ? at - 3 : at - 1, part: 'request' };
}
