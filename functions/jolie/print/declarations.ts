import type {
  Aggregate,
  CourierBranch,
  Declaration,
  Module,
  Name,
  Operation,
  Port,
  Service,
  TypeNode,
} from '../language/ast';
import { printExpression, printParameter, printPath } from './expressions';
import { printString } from './literals';
import { printBlock } from './statements';
import { printType } from './types';

/**
 * A module as a source that parses to the same tree, the places of things aside. What the tree does not hold is gone:
 * comments, and `with` and constants, in whose stead stands what they meant. A block is written for each body, so a
 * source whose bare bodies nest near the limit may nest too deep in braces.
 */
export const printModule = ({ declarations }: Module): string =>
  declarations.map((each) => `${printDeclaration(each, '')}\n`).join('\n');

function printDeclaration(each: Declaration, indent: string): string {
  switch (each.kind) {
    case 'import': {
      const symbols = each.symbols?.map(({ name: { name }, as }) =>
        as === name ? name : `${name} as ${as}`,
      );
      return `from ${each.from} import ${symbols?.join(', ') ?? '*'}`;
    }
    case 'include':
      return `include ${printString(each.path)}`;
    case 'execution':
      return `execution: ${each.mode}`;
    case 'cset':
      return printCorrelationSet(each, indent);
    case 'type':
      return `${each.private ? 'private ' : ''}type ${each.name}: ${printType(each.type, indent)}`;
    case 'interface': {
      const head = `${each.private ? 'private ' : ''}interface ${each.extender ? 'extender ' : ''}${each.name}`;
      return `${head} ${inBraces(printOperations(each.operations, `${indent}  `), indent)}`;
    }
    case 'input-port':
    case 'output-port':
      return printPort(each, indent);
    case 'embedded': {
      const port = each.port === null ? '' : ` in ${each.port}`;
      return each.technology === ''
        ? 'embedded {}'
        : `embedded { ${each.technology}: ${printString(each.path)}${port} }`;
    }
    case 'embed': {
      const argument = each.argument === null ? '' : `( ${printExpression(each.argument, 'sum')} )`;
      const port = each.port === null ? '' : ` ${each.makesPort ? 'as' : 'in'} ${each.port}`;
      return `embed ${each.service}${argument}${port}`;
    }
    case 'define':
      return `define ${each.name} ${printBlock(each.body, indent)}`;
    case 'init':
    case 'main':
      return `${each.kind} ${printBlock(each.body, indent)}`;
    case 'courier':
      return `courier ${each.port} ${inBraces(
        each.branches.map((branch) => printCourierBranch(branch, `${indent}  `)),
        indent,
      )}`;
    case 'service':
      return printService(each, indent);
  }
}

/** Lines in braces, each one level below. */
const inBraces = (lines: readonly string[], indent: string): string =>
  `{\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}}`;

const names = (all: readonly Name[]): string => all.map(({ name }) => name).join(', ');

function printCorrelationSet({ variables }: Extract<Declaration, { kind: 'cset' }>, indent: string): string {
  const lines = variables.map(({ path, aliases }, i) => {
    const printed = aliases.map((alias) => ` ${alias.type}.${printPath(alias.path)}`).join('');
    return `${printPath(path)}:${printed}${i < variables.length - 1 ? ',' : ''}`;
  });
  return `cset ${inBraces(lines, indent)}`;
}

/** The operations in their order; those of a kind that follow each other share its word. */
function printOperations(operations: readonly Operation[], indent: string): string[] {
  return operations.flatMap((each, i) => {
    const { requestResponse } = each;
    const begins = operations[i - 1]?.requestResponse !== requestResponse;
    const goesOn = operations[i + 1]?.requestResponse === requestResponse;
    const line = `  ${printOperation(each, `${indent}  `)}${goesOn ? ',' : ''}`;
    return begins ? [requestResponse ? 'RequestResponse:' : 'OneWay:', line] : [line];
  });
}

function printOperation({ name, request, response, faults }: Operation, indent: string): string {
  const message = (type: TypeNode | null) => (type === null ? '' : `( ${printType(type, indent)} )`);
  const thrown = faults.map((fault) => ` ${fault.name}${message(fault.type)}`).join('');
  return `${name}${message(request)}${message(response)}${thrown === '' ? '' : ` throws${thrown}`}`;
}

function printPort(port: Port, indent: string): string {
  const { location, protocol, interfaces, aggregates, redirects, operations } = port;
  const inner = `${indent}  `;
  const redirected = redirects.map(({ resource, port: to }) => `${resource} => ${to.name}`);
  const lines = [
    ...(location === null ? [] : [`location: ${printExpression(location, 'sum')}`]),
    ...(protocol === null ? [] : [`protocol: ${printExpression(protocol, 'sum')}`]),
    ...(interfaces.length === 0 ? [] : [`interfaces: ${names(interfaces)}`]),
    ...(aggregates.length === 0 ? [] : [`aggregates: ${aggregates.map(printAggregate).join(', ')}`]),
    ...(redirected.length === 0 ? [] : [`redirects: ${redirected.join(', ')}`]),
    // Last, for what follows the faults of an operation would be one more of them.
    ...printOperations(operations, inner),
  ];
  return `${port.kind === 'input-port' ? 'inputPort' : 'outputPort'} ${port.name} ${inBraces(lines, indent)}`;
}

const printAggregate = ({ ports, extender }: Aggregate): string =>
  (ports.length === 1 ? names(ports) : `{ ${names(ports)} }`) +
  (extender === null ? '' : ` with ${extender.name}`);

function printCourierBranch(branch: CourierBranch, indent: string): string {
  const response = branch.requestResponse ? printParameter(branch.response) : '';
  const head = `${branch.interface ? 'interface ' : ''}${branch.name}${printParameter(branch.request)}${response}`;
  return `[ ${head} ] ${printBlock(branch.body, indent)}`;
}

function printService(service: Service, indent: string): string {
  const { name, parameter, interfaces, declarations, foreign } = service;
  const inner = `${indent}  `;
  const lines = [
    ...(interfaces.length === 0 ? [] : [`Interfaces: ${names(interfaces)}`]),
    ...declarations.map((each) => printDeclaration(each, inner)),
    ...(foreign === null ? [] : [`foreign ${foreign.name} {}`]),
  ];
  const passed = parameter === null ? '' : `( ${parameter.name}: ${printType(parameter.type, indent)} )`;
  return `${service.private ? 'private ' : ''}service ${name}${passed} ${inBraces(lines, indent)}`;
}
