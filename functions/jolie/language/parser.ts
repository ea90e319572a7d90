import type { Declaration, Module } from './ast';
import type { Findings } from './diagnostics';
import type { Notes } from './notes';
import { parseDeclarations } from './parse-declarations';
import { scan, type Token } from './scanner';
import { SyntaxStop, TokenStream } from './token-stream';

/** Finds what a file includes: beside the file that asks for it, or from the root. */
export type Includes = (
  path: string,
  from: string,
) => { readonly file: string; readonly text: string } | null;

export interface ParseOptions {
  readonly includes: Includes;
  /** UTF-16 units that a source may have; over it, nothing is scanned. */
  readonly sourceLimit: number;
  /** Is told of the names of the source, those of included files left out. */
  readonly notes?: Notes;
}

const pi: Token = {
  kind: 'double',
  text: String(Math.PI),
  file: '',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  afterNewline: false,
};

/**
 * Parses a source: its whole tree, or as much of it as is right, with a finding for each thing that is wrong. Never
 * throws; takes time linear in the source, includes counted.
 */
export function parse(file: string, text: string, options: ParseOptions, findings: Findings): Module {
  return parseWith(file, text, options, findings, new Map([['PI', pi]]), [file]);
}

/** What cannot stand in a source: a NUL, and halves of characters. */
const oddities = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Most sources have neither NUL nor halves, not even in pairs; the host sees that quickly. */
const mayBeOdd = (text: string): boolean => text.includes('\0') || /[\ud800-\udfff]/.test(text);

function parseWith(
  file: string,
  text: string,
  options: ParseOptions,
  findings: Findings,
  constants: Map<string, Token>,
  includedBy: readonly string[],
): Module {
  const start = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (text.length > options.sourceLimit) {
    findings.report(
      'source-too-large',
      start,
      `the source has ${text.length} characters; ${options.sourceLimit} are allowed`,
    );
    return { file, declarations: [] };
  }
  const odd = mayBeOdd(text) ? oddities.exec(text) : null;
  if (odd !== null) {
    const before = text.slice(0, odd.index).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    const place = { file, line, column, endLine: line, endColumn: column + 1 };
    findings.report('source-encoding', place, 'this character cannot stand in a source');
    return { file, declarations: [] };
  }
  const stream = new TokenStream(scan(file, text, findings), constants, findings, options.notes ?? null);
  const include = (path: string): readonly Declaration[] | null => {
    const included = options.includes(path, file);
    if (included === null) return null;
    // A file is taken once on its way: a cycle of includes ends here.
    if (includedBy.includes(included.file) || includedBy.length > 16) return [];
    const { includes, sourceLimit } = options;
    return parseWith(included.file, included.text, { includes, sourceLimit }, findings, constants, [
      ...includedBy,
      included.file,
    ]).declarations;
  };
  try {
    return { file, declarations: parseDeclarations(stream, include, null) };
  } catch (error) {
    if (error instanceof SyntaxStop) return { file, declarations: [] };
    throw error;
  }
}
