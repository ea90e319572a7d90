import type { Diagnostic } from '../index';

const most = 50;

/**
 * Diagnostics as `file:line:column: severity: message`, each with its source line, a caret, and its hint.
 * They are sorted by file, line and column; after fifty comes `and N more`. `lineOf` gives null for what it can't read.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  lineOf: (file: string, line: number) => string | null,
  nameOf: (file: string) => string,
): string {
  const sorted = [...diagnostics].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
  const shown = sorted
    .slice(0, most)
    .map((each) => render(each, lineOf(each.file, each.line), nameOf(each.file)));
  const left = sorted.length - shown.length;
  return shown.join('') + (left > 0 ? `and ${left} more\n` : '');
}

function render(diagnostic: Diagnostic, sourceLine: string | null, name: string): string {
  const { line, column, endLine, endColumn, severity, message, hint } = diagnostic;
  const head = `${name}:${line}:${column}: ${severity}: ${message}\n`;
  const tail = hint === undefined ? '' : `  hint: ${hint}\n`;
  if (sourceLine === null) return head + tail;
  const visible = sourceLine.replace(/\t/g, ' ');
  const end = endLine === line ? endColumn : visible.length + 1;
  const width = Math.max(1, Math.min(end, visible.length + 1) - column);
  return `${head}  ${visible}\n  ${' '.repeat(column - 1)}^${'~'.repeat(width - 1)}\n${tail}`;
}
