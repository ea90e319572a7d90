import {
  traced,
  type Clock,
  type Runner,
  type RunRequest,
  type RunResult,
  type ScriptDiagnostic,
  type Telemetry,
} from '@parley/ports';
import { checkRequest, resultOf, runRequest, withoutFile } from '../contract';
import { AutomationError, automationCodes } from '../errors';
import { WorkerPool } from './worker-pool';

export interface WorkerRunnerOptions {
  /** The bundled worker: a JavaScript file. */
  readonly workerFile: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Workers, and so runs at once; 2 unless said otherwise. */
  readonly size?: number;
}

/** A check is given this long before its worker is killed, ms. */
const checkMilliseconds = 2_000;
/** So long a check may wait for its turn, ms; then whoever asked is told to come again. */
const checkWaitMilliseconds = 10_000;
/** What is left to a run that overruns its own limits before the wall falls, ms. */
const grace = 100;

/**
 * Runs scripts in worker threads: the second wall around the engine. What a worker ran that overruns its deadline, or
 * fails in any way, has failed; so has what waited in vain for a worker.
 */
export class WorkerRunner implements Runner {
  readonly #pool: WorkerPool;

  constructor(private readonly options: WorkerRunnerOptions) {
    this.#pool = new WorkerPool({ size: 2, ...options });
  }

  async check(source: string): Promise<readonly ScriptDiagnostic[]> {
    const request = checkRequest(source);
    const ended = await this.#pool.ask(checkWaitMilliseconds, () => ({
      request,
      milliseconds: checkMilliseconds,
    }));
    if (ended.kind === 'no-turn') {
      throw new AutomationError(automationCodes.busy, 'Too many scripts are looked at in this moment.');
    }
    if (ended.kind === 'answer' && 'diagnostics' in ended.answer)
      return ended.answer.diagnostics.map(withoutFile);
    const message = 'the source could not be checked: is it very large or deeply nested?';
    return [
      { line: 1, column: 1, endLine: 1, endColumn: 1, severity: 'error', code: 'nesting-too-deep', message },
    ];
  }

  run({
    deadlineMilliseconds,
    withinMilliseconds,
    traceparent: parent,
    ...request
  }: RunRequest): Promise<RunResult> {
    const { telemetry } = this.options;
    return traced(telemetry, 'run script', parent, async (traceparent, note) => {
      const ended = await this.#pool.ask(withinMilliseconds, (left) => {
        const milliseconds = Math.min(deadlineMilliseconds, left);
        return { request: runRequest({ ...request, milliseconds }), milliseconds: milliseconds + grace };
      });
      const result = resultOf(ended, ended.milliseconds);
      const { kind: outcome, gas, milliseconds } = result;
      note({ outcome, gas });
      telemetry.count('parley_script_runs_total', { outcome });
      telemetry.observe('parley_script_run_seconds', milliseconds / 1000, {}, traceparent);
      telemetry.observe('parley_script_run_gas', gas, {}, traceparent);
      return result;
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
