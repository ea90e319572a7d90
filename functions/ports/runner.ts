/** A finding in a script's source; lines and columns count from 1, the end is exclusive. */
export interface ScriptDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** One run of a script: the message that it gets, and what makes it repeatable. */
export interface RunRequest {
  readonly source: string;
  /** A program gets it as JSON in its one argument, a service as the request of `onMessage`. */
  readonly message: {
    readonly messageBody: string;
    readonly ownID: number;
    readonly senderID?: number;
    readonly recipientIDs: readonly number[];
  };
  /** The script's clock starts here, ms since the epoch. */
  readonly start: number;
  /** The time zone of the script's owner, an IANA name; UTC without it. */
  readonly zone?: string;
  /** Seeds the script's random source. */
  readonly seed: string;
  /** Wall clock the run may take before its worker is killed, ms. */
  readonly deadlineMilliseconds: number;
  /** Wall clock until it must have ended, its wait for a worker included, ms: a run whose turn does not come is `unavailable`. */
  readonly withinMilliseconds: number;
  /** W3C Trace Context of what the run belongs to. */
  readonly traceparent?: string;
}

export interface RunSpent {
  readonly output: string;
  readonly gas: number;
  /** Wall clock of the run itself, without its wait for a worker. */
  readonly milliseconds: number;
}

/** How a run ended. A failure is a value: the message goes on. */
export type RunResult = RunSpent &
  (
    | {
        readonly kind: 'finished';
        /** What a service answered, as JSON stands for a tree; a program's answer is in its output. */
        readonly response?: unknown;
      }
    | { readonly kind: 'compile-error'; readonly diagnostics: readonly ScriptDiagnostic[] }
    | {
        readonly kind: 'fault';
        readonly name: string;
        readonly message: string;
        readonly line?: number;
        readonly column?: number;
      }
    | { readonly kind: 'limit'; readonly limit: string; readonly line?: number; readonly column?: number }
    | { readonly kind: 'unavailable'; readonly reason: string }
  );

/** Checks and runs scripts in a worker of their own, never on the caller's event loop. */
export interface Runner {
  /** What is wrong with a source. Rejects when its turn does not come in time: the same may be asked again. */
  check(source: string): Promise<readonly ScriptDiagnostic[]>;
  run(request: RunRequest): Promise<RunResult>;
  close(): Promise<void>;
}
