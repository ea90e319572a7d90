import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../index';
import { renderDiagnostics } from './render-diagnostics';

const at = (line: number, column: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  file: 'a.ol',
  line,
  column,
  endLine: line,
  endColumn: column + 3,
  severity: 'error',
  code: 'syntax',
  message: `m${line}`,
  ...more,
});
const render = (diagnostics: Diagnostic[]) =>
  renderDiagnostics(
    diagnostics,
    () => '\tabc def',
    (file) => `x/${file}`,
  );

describe('rendered diagnostics', () => {
  it('show place, message, source line, caret and hint', () => {
    expect(render([at(3, 2, { hint: 'try' })])).toBe(
      'x/a.ol:3:2: error: m3\n   abc def\n   ^~~\n  hint: try\n',
    );
  });

  it('are sorted by place, and counted after fifty', () => {
    const text = render(Array.from({ length: 53 }, (_, i) => at(53 - i, 1)));
    expect(text.startsWith('x/a.ol:1:1:')).toBe(true);
    expect(text.endsWith('and 3 more\n')).toBe(true);
  });
});
