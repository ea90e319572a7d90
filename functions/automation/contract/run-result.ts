import type { Diagnostic } from '@parley/jolie';
import type { WorkerAnswer } from '@parley/jolie/worker';
import type { RunResult, ScriptDiagnostic } from '@parley/ports';

/** The engine's diagnostic without the file, which is always the one script. */
export function withoutFile({
  line,
  column,
  endLine,
  endColumn,
  severity,
  code,
  message,
  hint,
}: Diagnostic): ScriptDiagnostic {
  return {
    line,
    column,
    endLine,
    endColumn,
    severity,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** What a worker's turn means for the run: its outcome in the port's terms. */
export function resultOf(
  ended:
    | { readonly kind: 'answer'; readonly answer: WorkerAnswer }
    | { readonly kind: 'overrun' | 'memory' | 'crash' | 'no-turn' },
  milliseconds: number,
): RunResult {
  const nothing = { output: '', gas: 0, milliseconds };
  if (ended.kind === 'overrun') return { kind: 'limit', limit: 'wall-clock', ...nothing };
  if (ended.kind === 'memory') return { kind: 'limit', limit: 'memory', ...nothing };
  if (ended.kind === 'no-turn') {
    const reason = 'The script’s turn did not come in time: too many scripts ran in this moment.';
    return { kind: 'unavailable', reason, ...nothing };
  }
  if (ended.kind !== 'answer')
    return { kind: 'unavailable', reason: 'The script could not be run.', ...nothing };
  const { answer } = ended;
  if ('diagnostics' in answer) {
    return { kind: 'compile-error', diagnostics: answer.diagnostics.map(withoutFile), ...nothing };
  }
  const { outcome } = answer;
  const spent = { output: outcome.output, gas: outcome.gas, milliseconds };
  if (outcome.kind === 'finished') {
    return { kind: 'finished', ...(answer.called ? { response: outcome.response ?? null } : {}), ...spent };
  }
  const place = outcome.place === null ? {} : { line: outcome.place.line, column: outcome.place.column };
  return outcome.kind === 'fault'
    ? { kind: 'fault', name: outcome.name, message: outcome.message, ...place, ...spent }
    : { kind: 'limit', limit: outcome.limit, ...place, ...spent };
}
