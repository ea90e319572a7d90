import type { BasicName, Cardinality, Field, PathStep, Refinement, Span, TypeNode } from '../language';
import type { Meter } from '../run/meter';
import { Mismatch, type TypeCheck } from '../run/service-code';
import { hashMapOrder, kindOf, kinds, spread, toText, typeName, type Basic } from '../values';
import { compileRefinement } from '../refinement';

/** How many names may stand for each other, one behind the other, where a path is looked for. */
const deepestNames = 32;

/** A type as it was declared, with what compiles the names in it. */
export interface TypeSymbol {
  readonly node: TypeNode;
  readonly compiler: TypeCompiler;
}

/** The kinds of the basic types that the host tells at once. */
const hostKinds: Readonly<Partial<Record<BasicName, number>>> = kinds;

const javaNames: Readonly<Record<string, string>> = {
  bool: 'java.lang.Boolean',
  int: 'java.lang.Integer',
  long: 'java.lang.Long',
  double: 'java.lang.Double',
  string: 'java.lang.String',
  raw: 'jolie.runtime.ByteArray',
};

const basicNames: readonly BasicName[] = ['bool', 'int', 'long', 'double', 'string', 'raw', 'void', 'any'];

/** Compiles a type to its check. Types that name each other are compiled once, and may be recursive. */
export class TypeCompiler {
  readonly #named = new Map<TypeNode, TypeCheck>();
  readonly #pending: (() => void)[] = [];
  #draining = false;

  constructor(
    /** The type of a name; a name that is not there is an open, unchecked type. */
    private readonly find: (name: string) => TypeSymbol | undefined,
    /** Told why a pattern is none. */
    private readonly refused: (span: Span, reason: string) => void = () => {},
  ) {}

  compile(type: TypeNode): TypeCheck {
    switch (type.kind) {
      case 'named':
        return this.#byName(type.name);
      case 'choice': {
        const [left, right] = [this.compile(type.left), this.compile(type.right)];
        return (value, meter, depth = 0) =>
          left(value, meter, depth) === null ? null : right(value, meter, depth);
      }
      default:
        return this.#tree(type);
    }
  }

  #byName(name: string): TypeCheck {
    if (name === 'undefined') return () => null;
    const symbol = this.find(name);
    return symbol === undefined ? () => null : symbol.compiler.#declared(symbol.node);
  }

  /** A type by its name, with what compiles the names in it. */
  named(name: string): TypeSymbol | undefined {
    return this.find(name);
  }

  /** What a type's name stands for in the end; null when it leads nowhere. */
  target(type: TypeNode): TypeNode | null {
    const seen = new Set<TypeNode>();
    let [node, compiler]: [TypeNode | null, TypeCompiler] = [type, this];
    while (node?.kind === 'named' && !seen.has(node)) {
      seen.add(node);
      const symbol: TypeSymbol | undefined = compiler.find(node.name);
      [node, compiler] = symbol === undefined ? [null, compiler] : [symbol.node, symbol.compiler];
    }
    return node;
  }

  /** Whether every value of a type may have something at a path; of a choice, each side does. */
  has(type: TypeNode, steps: readonly PathStep[], depth = 0): boolean {
    switch (type.kind) {
      case 'named': {
        const symbol = this.find(type.name);
        return (
          symbol === undefined || depth > deepestNames || symbol.compiler.has(symbol.node, steps, depth + 1)
        );
      }
      case 'choice':
        return this.has(type.left, steps, depth) && this.has(type.right, steps, depth);
      default: {
        const [step, ...rest] = steps;
        if (step === undefined) return type.base !== 'void';
        if (type.open) return true;
        const field = type.fields.find(({ name }) => name === step.name);
        return field !== undefined && this.has(field.type, rest, depth);
      }
    }
  }

  #declared(node: TypeNode): TypeCheck {
    const known = this.#named.get(node);
    if (known !== undefined) return known;
    let compiled: TypeCheck | null = null;
    const check: TypeCheck = (value, meter, depth = 0) => {
      meter.atMost(depth, meter.limits.callDepth, 'depth');
      return compiled!(value, meter, depth + 1);
    };
    this.#named.set(node, check);
    // A chain of names may be as long as the source: one after the other, not one inside the other.
    this.#pending.push(() => (compiled = this.compile(node)));
    if (!this.#draining) {
      this.#draining = true;
      for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) next();
      this.#draining = false;
    }
    return check;
  }

  #tree({ base, refinements, fields, open, span }: Extract<TypeNode, { kind: 'tree' }>): TypeCheck {
    if (fields.length === 0 && refinements.length === 0)
      return plainChecks.get(base)![open ? 'open' : 'closed'];
    // An open type takes any fields, whatever it says of some.
    const compiled = open ? noFields : this.#fields(fields);
    const respected = refinements.map((each) => compileRespect(each, (reason) => this.refused(span, reason)));
    return treeCheck(base, respected, compiled, open, 1 + (fields.length >> 1));
  }

  // The official interpreter keeps a type's fields in a HashMap: of several that are wrong, its order says which is told.
  #fields(fields: readonly Field[]): ReadonlyMap<string, FieldCheck> {
    const declared = new Map<string, Field>();
    for (const field of fields) declared.set(field.name, field);
    const compiled = new Map<string, FieldCheck>();
    for (const name of hashMapOrder([...declared.keys()])) {
      const { cardinality, type } = declared.get(name)!;
      const check = this.compile(type);
      compiled.set(name, { name, hash: spread(name), cardinality, check, leaf: leafKinds.get(check) ?? 0 });
    }
    return compiled;
  }
}

/** A field of a type, as its values are checked. */
interface FieldCheck {
  readonly name: string;
  readonly hash: number;
  readonly cardinality: Cardinality;
  readonly check: TypeCheck;
  /** The kind of the basic values that are all it may be; 0 where it may be more. */
  readonly leaf: number;
}

const noFields: ReadonlyMap<string, FieldCheck> = new Map();

/** The check of a tree, in a function that sees no tree of the language: it would keep that alive. */
function treeCheck(
  base: BasicName,
  respected: readonly Respect[],
  names: ReadonlyMap<string, FieldCheck>,
  open: boolean,
  cost: number,
): TypeCheck {
  const compiled = [...names.values()];
  // Most values are of a type that the host has too.
  const kind = respected.length > 0 ? -1 : (hostKinds[base] ?? -1);
  return (value, meter, depth = 0) => {
    meter.charge(cost);
    meter.atMost(depth, meter.limits.callDepth, 'depth');
    if (kindOf(value.basic) === kind) meter.reads(value.basic);
    else {
      const basic = checkBasic(value.basic, base, respected, meter);
      if (basic !== null) return basic;
    }
    if (compiled.length === 0 && value.children === null) return null;
    let met = 0;
    for (const { name, hash, cardinality, check, leaf } of compiled) {
      const vector = value.vector(name, hash)?.resolved();
      if (vector === undefined) {
        if (cardinality.least > 0) return new Mismatch('Undefined required child node: ', '').under(name);
        continue;
      }
      met++;
      const { length } = vector.items;
      if (length < cardinality.least || length > cardinality.most) {
        const most = cardinality.most === Infinity ? 0x7fffffff : cardinality.most;
        const range = `[${cardinality.least},${most}], found ${length}`;
        return new Mismatch(
          'Child node ',
          ` has a wrong number of occurencies. Permitted range is ${range}`,
        ).under(name);
      }
      for (const item of vector.items) {
        if (leaf > 0 && kindOf(item.basic) === leaf && item.link === null && item.children === null) {
          // What the check of a leaf does, without a call for each.
          meter.charge(1);
          meter.atMost(depth + 1, meter.limits.callDepth, 'depth');
          meter.reads(item.basic);
          continue;
        }
        const wrong = check(item.resolved(), meter, depth + 1);
        if (wrong !== null) return wrong.under(name);
      }
    }
    if (!open && value.children !== null) {
      meter.charge((value.children.count >> 2) + (value.children.width >> 4));
      if (met === value.children.count) return null;
      const walk = value.children.walk();
      for (let entry = walk.next(); entry !== null; entry = walk.next())
        if (!names.has(entry.name)) return new Mismatch('Unexpected child node: ', '').under(entry.name);
    }
    return null;
  };
}

/** The checks of the types that say nothing but a basic type: most do, and the checks are the same for all programs. */
const plainChecks: ReadonlyMap<BasicName, { readonly open: TypeCheck; readonly closed: TypeCheck }> = new Map(
  basicNames.map((base) => [
    base,
    { open: treeCheck(base, [], noFields, true, 1), closed: treeCheck(base, [], noFields, false, 1) },
  ]),
);

/** The kinds of the checks that say nothing but one the host tells at once. */
const leafKinds: ReadonlyMap<TypeCheck, number> = new Map(
  [...plainChecks].map(([base, { closed }]) => [closed, hostKinds[base] ?? 0]),
);

function checkBasic(
  basic: Basic,
  base: BasicName,
  respected: readonly Respect[],
  meter: Meter,
): Mismatch | null {
  // A message pays for the texts and bytes that it carries: whoever takes it may read them.
  meter.reads(basic);
  const found = typeName(basic);
  // An int is taken where a long or a double is meant.
  const fits =
    base === 'any' || found === base || (found === 'int' && (base === 'long' || base === 'double'));
  if (!fits) {
    meter.writes(basic);
    const shown = basic === undefined ? 'void' : `${javaNames[found]}(${toText(basic)})`;
    return new Mismatch('Invalid native type for node ', `: expected ${base.toUpperCase()}, found ${shown}`);
  }
  for (const each of respected)
    if (!each.holds(basic, meter))
      return new Mismatch('Invalid basic value for node ', `: does not respect the refinement ${each.text}`);
  return null;
}

interface Respect {
  readonly holds: (basic: Basic, meter: Meter) => boolean;
  /** The refinement, as the official interpreter writes it. */
  readonly text: string;
}

/** A refinement as a test; a pattern that is refused has its finding, and is never run. */
function compileRespect(refinement: Refinement, refused: (reason: string) => void): Respect {
  const text = refinementText(refinement);
  if (refinement.kind !== 'regex') {
    const cost = refinementCost(refinement);
    const holds = (basic: Basic, meter: Meter): boolean => {
      meter.charge(cost);
      meter.writes(basic);
      return respects(basic, refinement);
    };
    return { holds, text };
  }
  const pattern = compileRefinement(refinement.pattern);
  if (!pattern.ok) refused(pattern.reason);
  return {
    holds(basic, meter) {
      meter.writes(basic);
      return pattern.ok && pattern.matches(toText(basic), meter);
    },
    text,
  };
}

/** An open end as the official interpreter keeps it: the greatest int, or the least. */
const intBound = (bound: number): number => Math.max(-0x80000000, Math.min(0x7fffffff, bound));

/** What a test costs: all that it may be compared with. */
function refinementCost(refinement: Exclude<Refinement, { kind: 'regex' }>): number {
  if (refinement.kind === 'length') return 0;
  if (refinement.kind === 'ranges') return refinement.ranges.length >> 3;
  return refinement.values.reduce((sum, value) => sum + 8 + value.length, 0) >> 5;
}

function refinementText(refinement: Refinement): string {
  switch (refinement.kind) {
    case 'length':
      return `length([${intBound(refinement.least)},${intBound(refinement.most)}])`;
    case 'enum':
      return 'list(["item1","item2",...])';
    case 'ranges':
      return 'ranges([[min1,max1],[min2,max2],...])';
    default:
      return `regex("${refinement.pattern}")`;
  }
}

function respects(basic: Basic, refinement: Exclude<Refinement, { kind: 'regex' }>): boolean {
  switch (refinement.kind) {
    case 'length': {
      const { length } = toText(basic);
      return length >= refinement.least && length <= refinement.most;
    }
    case 'enum':
      return refinement.values.includes(toText(basic));
    default: {
      const value = typeof basic === 'object' && 'value' in basic ? basic.value : (basic as number | bigint);
      return refinement.ranges.some(([least, most]) => value >= least && value <= most);
    }
  }
}
