import type { Declaration, Statement } from '../language';

/** The operations with which a session can begin: those of the inputs that `main` begins with. */
export function starters(main: Statement | null, declarations: readonly Declaration[]): string[] {
  let statement = main;
  const entered = new Set<string>();
  while (statement !== null) {
    switch (statement.kind) {
      case 'sequence':
        statement = statement.statements[0] ?? null;
        continue;
      case 'scope':
        statement = statement.body;
        continue;
      case 'define-call': {
        const { name } = statement;
        if (entered.has(name)) return [];
        entered.add(name);
        const found = declarations.find((each) => each.kind === 'define' && each.name === name);
        statement = found?.kind === 'define' ? found.body : null;
        continue;
      }
      case 'receive':
        return [statement.input.operation];
      case 'choice':
        return statement.branches.map(({ input }) => input.operation);
      case 'provide':
        return [...statement.provide, ...statement.until].map(({ input }) => input.operation);
      default:
        return [];
    }
  }
  return [];
}
