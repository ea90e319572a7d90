import type { Handler, Input, InputBranch, Statement } from '../language/ast';
import { printArgument, printExpression, printParameter, printPath } from './expressions';

/** What begins like the rest of the statement before it, were there only a new line between them. */
const needsSemicolon = /^(?:[[({]|\+\+|--)/;

const deeper = (indent: string) => `${indent}  `;

/** A process as a source writes it, its lines below the first one at `indent`. */
export function printProcess(process: Statement, indent: string): string {
  if (process.kind !== 'parallel') return printSequence(process, indent);
  return process.statements
    .map((each) => (each.kind === 'parallel' ? printBlock(each, indent) : printSequence(each, indent)))
    .join(`\n${indent}|\n${indent}`);
}

function printSequence(process: Statement, indent: string): string {
  if (process.kind !== 'sequence') return printStatement(process, indent);
  return process.statements.reduce((before, each, i) => {
    const text = printStatement(each, indent);
    if (i === 0) return text;
    const last = process.statements[i - 1]!;
    // Alone on its line, the word `forward` would take the next line for its port.
    const forwards = last.kind === 'define-call' && last.name === 'forward';
    return `${before}${forwards || needsSemicolon.test(text) ? ';' : ''}\n${indent}${text}`;
  }, '');
}

/** A process in braces. */
export function printBlock(process: Statement, indent: string): string {
  const inner = deeper(indent);
  return `{\n${inner}${printProcess(process, inner)}\n${indent}}`;
}

function printStatement(each: Statement, indent: string): string {
  const block = (body: Statement) => printBlock(body, indent);
  switch (each.kind) {
    case 'sequence':
    case 'parallel':
      return block(each);
    case 'assign':
      return `${printPath(each.path)} ${each.operator} ${printExpression(each.value, 'expression')}`;
    case 'copy':
      return `${printPath(each.path)} ${each.links ? '<<-' : '<<'} ${printExpression(each.value, 'expression')}`;
    case 'link':
      return `${printPath(each.path)} -> ${printPath(each.target)}`;
    case 'step':
      return `${printPath(each.path)}${each.by === 1 ? '++' : '--'}`;
    case 'undef':
      return `undef( ${printPath(each.path)} )`;
    case 'synchronized':
      return `synchronized( ${each.lock} ) ${block(each.body)}`;
    case 'spawn': {
      const result = each.result === null ? '' : ` in ${printPath(each.result)}`;
      return `spawn( ${printPath(each.index)} over ${printExpression(each.count, 'sum')} )${result} ${block(each.body)}`;
    }
    case 'for-in':
      return `for( ${printPath(each.element)} in ${printPath(each.vector)} ) ${block(each.body)}`;
    case 'for':
      return `for( ${printProcess(each.init, indent)}, ${printExpression(each.condition)}, ${printProcess(each.step, indent)} ) ${block(each.body)}`;
    case 'foreach':
      return `foreach( ${printPath(each.name)} : ${printPath(each.tree)} ) ${block(each.body)}`;
    case 'while':
      return `while( ${printExpression(each.condition)} ) ${block(each.body)}`;
    case 'if': {
      const branches = each.branches.map(
        ({ condition, body }) => `if( ${printExpression(condition)} ) ${block(body)}`,
      );
      return [...branches, ...(each.otherwise === null ? [] : [block(each.otherwise)])].join(' else ');
    }
    case 'link-in':
      return `linkIn( ${each.name} )`;
    case 'link-out':
      return `linkOut( ${each.name} )`;
    case 'current-handler':
      return 'cH';
    case 'null':
      return 'nullProcess';
    case 'exit':
      return 'exit';
    case 'scope':
      return `scope( ${each.name} ) ${block(each.body)}`;
    case 'compensate':
      return `comp( ${each.name} )`;
    case 'throw':
      return each.value === null
        ? `throw( ${each.fault} )`
        : `throw( ${each.fault}, ${printExpression(each.value)} )`;
    case 'install':
      return `install( ${printHandlers(each.handlers, indent)} )`;
    case 'choice':
      return printBranches(each.branches, indent);
    case 'provide':
      return `provide ${printBranches(each.provide, indent)} until ${printBranches(each.until, indent)}`;
    case 'receive':
      return printInput(each.input, indent);
    case 'notify':
      return `${each.operation}@${each.port}${printArgument(each.value)}`;
    case 'solicit': {
      const call = `${each.operation}@${each.port}${printArgument(each.value)}${printParameter(each.response)}`;
      return each.handlers.length === 0 ? call : `${call} [ ${printHandlers(each.handlers, indent)} ]`;
    }
    case 'forward': {
      const port = each.port === null ? '' : ` ${each.port}`;
      return `forward${port}${printParameter(each.request)}${each.solicit ? printParameter(each.response) : ''}`;
    }
    case 'define-call':
      return each.name;
  }
}

const printHandlers = (handlers: readonly Handler[], indent: string): string =>
  handlers
    .map(({ names, body }) => {
      const isProcess = body.kind === 'sequence' || body.kind === 'parallel';
      const text = isProcess ? printBlock(body, indent) : printStatement(body, indent);
      return `${names.map((name) => name ?? 'this').join(' ')} => ${text}`;
    })
    .join(`,\n${deeper(indent)}`);

function printInput(input: Input, indent: string): string {
  const request = `${input.operation}${printParameter(input.request)}`;
  if (input.kind === 'one-way') return request;
  const body = input.body === null ? '' : ` ${printBlock(input.body, indent)}`;
  return `${request}${printArgument(input.response)}${body}`;
}

const printBranches = (branches: readonly InputBranch[], indent: string): string =>
  branches
    .map(({ input, body }) => {
      const text = `[ ${printInput(input, indent)} ]`;
      return body === null ? text : `${text} ${printBlock(body, indent)}`;
    })
    .join(`\n${indent}`);
