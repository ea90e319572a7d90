import ts from 'typescript';

/** A setting that code reads, and whether it must be there. */
export type Settings = ReadonlyMap<string, { readonly required: boolean }>;

/**
 * What each function of a file reads from its environment: the names in the object literals that it hands to `configuration`
 * or `readConfiguration`, with those that are spread into them. Null as a value means that the setting must be there.
 */
export function settingsRead(source: string): ReadonlyMap<string, Settings> {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ES2022, true);
  const constants = new Map<string, ts.Expression>();
  const read = new Map<string, Settings>();

  const within = (expression: ts.Expression): [string, { required: boolean }][] => {
    if (ts.isAsExpression(expression)) return within(expression.expression);
    if (ts.isIdentifier(expression)) return within(constants.get(expression.text)!);
    if (!ts.isObjectLiteralExpression(expression))
      throw new TypeError(`not an object: ${expression.getText()}`);
    return expression.properties.flatMap((property): [string, { required: boolean }][] => {
      if (ts.isSpreadAssignment(property)) return within(property.expression);
      if (!ts.isPropertyAssignment(property)) throw new TypeError(`not a setting: ${property.getText()}`);
      return [
        [property.name.getText(), { required: property.initializer.kind === ts.SyntaxKind.NullKeyword }],
      ];
    });
  };

  const look = (node: ts.Node, into: string): void => {
    if (ts.isCallExpression(node) && /^(configuration|readConfiguration)$/.test(node.expression.getText()))
      read.set(into, new Map(within(node.arguments.at(-1)!)));
    node.forEachChild((child) => look(child, into));
  };

  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer !== undefined) constants.set(name.getText(), initializer);
  }
  for (const statement of file.statements)
    if (ts.isFunctionDeclaration(statement)) look(statement, statement.name?.text ?? '');
  return read;
}
