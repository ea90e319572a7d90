import {
  nearest,
  type Findings,
  type Operation,
  type Refinement,
  type Service,
  type Span,
  type TypeNode,
} from '../language';
import { compileRefinement } from '../refinement';
import type { OperationType, TypeCheck } from '../run/service-code';
import type { LoadedPackage } from './packages';
import { TypeCompiler, type TypeSymbol } from './types';

/** An interface, and the scope in which its types are named. */
export interface InterfaceSymbol {
  readonly operations: readonly Operation[];
  readonly extender: boolean;
  readonly scope: Scope;
}

/** A service that can be embedded: one of a module, or a package of the library. */
export type ServiceSymbol =
  | { readonly kind: 'own'; readonly declared: Service; readonly scope: Scope }
  | { readonly kind: 'package'; readonly loaded: LoadedPackage };

/** The names of a module, or of a service in it: types, interfaces and services, each with where it was declared. */
export class Scope {
  readonly types = new Map<string, TypeSymbol>();
  readonly interfaces = new Map<string, InterfaceSymbol>();
  readonly services = new Map<string, ServiceSymbol>();
  readonly compiler: TypeCompiler;
  readonly #operations = new Map<Operation, OperationType>();

  constructor(
    readonly findings: Findings,
    readonly parent: Scope | null = null,
  ) {
    this.compiler = new TypeCompiler(
      (name) => this.type(name),
      (span, reason) => findings.report('bad-pattern', span, `this type's pattern is none: ${reason}`),
    );
  }

  type(name: string): TypeSymbol | undefined {
    return this.types.get(name) ?? this.parent?.type(name);
  }

  interface(name: string): InterfaceSymbol | undefined {
    return this.interfaces.get(name) ?? this.parent?.interface(name);
  }

  service(name: string): ServiceSymbol | undefined {
    return this.services.get(name) ?? this.parent?.service(name);
  }

  /** Whether this very scope has the name. */
  declares(name: string): boolean {
    return this.types.has(name) || this.interfaces.has(name) || this.services.has(name);
  }

  /** Whether the name was to come from a module that is not there: that has its finding. */
  isPlaceholder(name: string): boolean {
    const node = this.type(name)?.node;
    return node?.kind === 'named' && node.name === 'undefined';
  }

  declareType(name: string, node: TypeNode): void {
    this.types.set(name, { node, compiler: this.compiler });
  }

  /** An operation of an interface of this scope; compiled once. */
  operation(declared: Operation): OperationType {
    let type = this.#operations.get(declared);
    if (type === undefined) {
      const { name, requestResponse, request, response, faults } = declared;
      type = {
        name,
        requestResponse,
        request: request === null ? () => null : this.compiler.compile(request),
        response: response === null ? () => null : this.compiler.compile(response),
        faults: this.#faults(faults),
        requestName: request?.kind === 'named' ? request.name : null,
        declared: { operation: declared, types: this.compiler },
      };
      this.#operations.set(declared, type);
    }
    return type;
  }

  #faults(declared: Operation['faults']): OperationType['faults'] {
    const faults = new Map<string, TypeCheck | null>();
    for (const { name, type } of declared)
      faults.set(name, type === null ? null : this.compiler.compile(type));
    return faults;
  }

  /** Reports the types that an operation names and that are not there. */
  checkOperation({ request, response, faults }: Operation): void {
    if (request !== null) this.checkType(request);
    if (response !== null) this.checkType(response);
    for (const { type } of faults) if (type !== null) this.checkType(type);
  }

  /** Reports the types that a type names and that are not there. */
  checkType(type: TypeNode): void {
    if (type.kind === 'choice') {
      this.checkType(type.left);
      this.checkType(type.right);
    } else if (type.kind === 'tree') {
      for (const field of type.fields) this.checkType(field.type);
      for (const refinement of type.refinements) this.#checkRefinement(refinement, type.span);
    } else if (type.name !== 'undefined' && this.type(type.name) === undefined) {
      const near = nearest(type.name, this.types.keys());
      this.findings.report(
        'unknown-type',
        type.span,
        `there is no type ${type.name}`,
        near === undefined ? {} : { hint: `did you mean ${near}?` },
      );
    }
  }

  /** Reports what the declaration of a type says wrong: names that are not there, or no more than its own name. */
  checkDeclaration(name: string, type: TypeNode): void {
    this.checkType(type);
    if (type.kind === 'named' && type.name === name)
      this.findings.report('unknown-type', type.span, `the type ${name} names nothing but itself`);
  }

  #checkRefinement(refinement: Refinement, span: Span): void {
    if (refinement.kind !== 'regex') return;
    const pattern = compileRefinement(refinement.pattern);
    if (!pattern.ok)
      this.findings.report('bad-pattern', span, `this type's pattern is none: ${pattern.reason}`);
  }

  duplicate(what: string, name: string, span: Span): void {
    this.findings.report(
      'duplicate',
      span,
      `there is ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} ${name} already`,
    );
  }
}
