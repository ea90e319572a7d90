/** Where something stands in a source. Lines and columns count from 1; the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of the word that a span begins with. */
export const wordAt = (span: Span, word: string): Span => ({
  ...span,
  endLine: span.line,
  endColumn: span.column + word.length,
});

/** The span from the beginning of one to the end of another. */
export const spanning = (first: Span, last: Span): Span => ({
  file: first.file,
  line: first.line,
  column: first.column,
  endLine: last.endLine,
  endColumn: last.endColumn,
});
