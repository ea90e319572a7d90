export type * from './ast';
export { diagnosticCodes, Findings, nearest } from './diagnostics';
export type { Diagnostic, DiagnosticCode } from './diagnostics';
export { parse } from './parser';
export type { Includes, ParseOptions } from './parser';
export { spanning, wordAt } from './span';
export { habitOf } from './habits';
export type { Span } from './span';
export { nestingLimits } from './token-stream';
