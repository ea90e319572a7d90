import type { Declaration, DiagnosticCode, Service, Span, Statement } from '../language';
import type { ServiceCode } from '../run/service-code';
import type { Scope } from '../compile/scope';

/** A service that compiled, with what it was compiled from. */
export interface CheckedService {
  readonly code: ServiceCode;
  readonly scope: Scope;
  /** The declarations that hold in the service, includes flattened. */
  readonly declarations: readonly Declaration[];
  /** Null: the top level of an old-style module. */
  readonly node: Service | null;
}

/** What the rules look at: every service of a program that compiled without an error. */
export interface CheckContext {
  readonly services: readonly CheckedService[];
}

/** A likely mistake that does not keep the program from running. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly hint?: string;
}

export type Rule = (context: CheckContext) => Iterable<Finding>;

/** Every piece of code of a service, in the order of its declarations. */
export function bodiesOf({ declarations }: Pick<CheckedService, 'declarations'>): readonly Statement[] {
  return declarations.flatMap((each): readonly Statement[] => {
    switch (each.kind) {
      case 'init':
      case 'main':
      case 'define':
        return [each.body];
      case 'courier':
        return each.branches.map(({ body }) => body);
      default:
        return [];
    }
  });
}

/** The code of a program, each piece once, though services may share it. */
export const allBodies = ({ services }: CheckContext): ReadonlySet<Statement> =>
  new Set(services.flatMap(bodiesOf));
