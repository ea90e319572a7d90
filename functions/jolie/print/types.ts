import type { BasicName, Cardinality, Field, Refinement, TypeNode } from '../language/ast';
import { printDouble, printString } from './literals';

/** A type as a source writes it: a field on each line, below `indent`. */
export function printType(type: TypeNode, indent: string): string {
  switch (type.kind) {
    case 'named':
      return type.name;
    case 'choice':
      return `${printType(type.left, indent)} | ${printType(type.right, indent)}`;
    default: {
      const refined =
        type.refinements.length === 0
          ? ''
          : `( ${type.refinements.map((each) => printRefinement(each, type.base)).join(' ')} )`;
      if (type.fields.length === 0) return `${type.base}${refined}${type.open ? ' { ? }' : ''}`;
      const fields = type.fields.map((each) => `${indent}  ${printField(each, `${indent}  `)}\n`);
      return `${type.base}${refined} {${type.open ? ' ?' : ''}\n${fields.join('')}${indent}}`;
    }
  }
}

/** Letters beyond the first plane are none to the scanner, as they are none to Java's. */
const isName = (text: string) =>
  /^[\p{L}_][\p{L}_0-9]*$/u.test(text) && !/[\u{10000}-\u{10ffff}]/u.test(text);

const printField = ({ name, cardinality, type }: Field, indent: string) =>
  `${isName(name) ? name : printString(name)}${printCardinality(cardinality)}: ${printType(type, indent)}`;

function printCardinality({ least, most }: Cardinality): string {
  if (least === 1 && most === 1) return '';
  if (least === 0 && most === 1) return '?';
  if (least === 0 && most === Infinity) return '*';
  return `[${least}, ${most === Infinity ? '*' : most}]`;
}

function printRefinement(refinement: Refinement, base: BasicName): string {
  switch (refinement.kind) {
    case 'length':
      return `length( ${printRange([refinement.least, refinement.most], 'int')} )`;
    case 'enum':
      return `enum( [${refinement.values.map(printString).join(', ')}] )`;
    case 'ranges':
      return `ranges( ${refinement.ranges.map((each) => printRange(each, base)).join(', ')} )`;
    default:
      return `regex( ${printString(refinement.pattern)} )`;
  }
}

type Bound = number | bigint;

const printRange = ([least, most]: readonly [Bound, Bound], base: BasicName) =>
  `[${printBound(least, base)}, ${printBound(most, base)}]`;

function printBound(bound: Bound, base: BasicName): string {
  if (bound === Infinity || bound === -Infinity) return bound > 0 ? '*' : '-*';
  if (typeof bound === 'bigint') return `${bound}L`;
  return base === 'double' ? printDouble(bound) : String(bound);
}
