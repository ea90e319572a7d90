import { compileProgram, type CompiledProgram, type ProgramOptions, type Source } from './compile/program';
import type { LoadedLibrary } from './compile/packages';
import { Findings } from './language';
import { Held } from './run/held';
import { defaultLimits, type Limits } from './run/limits';
import { runProgram, type HostCall, type Outcome } from './run/outcome';
import type { PlainTree } from './run/plain-tree';
import type { Host, Loader, LoadRequest } from './run/scheduler';
import type { ServiceCode } from './run/service-code';
import type { Trace } from './run/trace';

/** An operation that the program's outermost service offers on an input port. */
export interface Offered {
  readonly name: string;
  readonly kind: 'one-way' | 'request-response';
  readonly port: string;
}

export interface RunOptions {
  /** The parameter of the outermost service; void without it. */
  readonly parameter?: PlainTree;
  /**
   * Delivers one request to the outermost service, whatever the location of its input port, when its `init` has run:
   * the outcome is the answer. Without it, the program runs to its own end.
   */
  readonly call?: HostCall;
  /** Is told of each step, when the program was compiled with `traced`. */
  readonly trace?: Trace;
}

/** A compiled program: what it does never changes, so many runs of it may be under way, each with a state of its own. */
export interface Program {
  /**
   * Runs the program with its command-line arguments. Synchronous, never throws; the same arguments, host values and
   * limits give the same outcome, gas included.
   */
  run(args: readonly string[], host: Host, limits?: Limits, options?: RunOptions): Outcome;
  /** What the outermost service offers, by the order of its input ports. */
  operations(): readonly Offered[];
  /**
   * Lets go of the code until it is needed again, for a program that is kept and not run: the next run compiles. The
   * modules of its source must then be what they were.
   */
  rest(): void;
}

/** Gas that a program has spent when its code is worth making anew, by the tier that it has. */
const hotFrom = 10_000;

type Code = Pick<CompiledProgram, 'service' | 'argumentsSlot'>;

/** A source that compiles, and its code as long as it is needed. */
export class SourceProgram implements Program, Loader {
  #code: Code | null;
  #operations: readonly Offered[] | null = null;
  /** What packages of the library keep from run to run. */
  #held = new Held();
  #spent = 0;
  #isHot: boolean;

  constructor(
    private readonly source: Source,
    private readonly library: LoadedLibrary,
    private readonly options: ProgramOptions,
    { service, argumentsSlot }: Code,
  ) {
    // The trees stay behind.
    this.#code = { service, argumentsSlot };
    this.#isHot = isHotAt(0, options);
  }

  run(args: readonly string[], host: Host, limits: Limits = defaultLimits, run: RunOptions = {}): Outcome {
    const { parameter = null, call = null, trace = null } = run;
    const outcome = runProgram(
      this.#awake(),
      { args, parameter, call, trace },
      host,
      limits,
      this,
      this.#held,
    );
    this.#spent += outcome.gas;
    return outcome;
  }

  operations(): readonly Offered[] {
    return (this.#operations ??= this.#awake().service.inputPorts.flatMap(({ name: port, operations }) =>
      [...operations].map(([name, { type }]) => ({
        name,
        kind: type.requestResponse ? 'request-response' : 'one-way',
        port,
      })),
    ));
  }

  rest(): void {
    this.#code = null;
    this.#held = new Held();
  }

  /** The code: compiled again after a rest, and once more when the program has become hot. */
  #awake(): Code {
    const becomesHot = !this.#isHot && isHotAt(this.#spent, this.options);
    if (this.#code !== null && !becomesHot) return this.#code;
    this.#isHot ||= becomesHot;
    const options = { ...this.options, warnings: false };
    const compiled =
      compileProgram(this.source, this.library, new Findings(), options, this.#isHot) ?? this.#code;
    if (compiled === null) throw new Error('the modules of a resting program have changed');
    const { service, argumentsSlot } = compiled;
    return (this.#code = { service, argumentsSlot });
  }

  /** Compiles what a running program wants embedded: a source in a string, or a file beside its own. */
  load(request: LoadRequest): ServiceCode | null {
    const { modules } = this.source;
    const text = request.kind === 'code' ? request.code : modules?.get(request.path);
    if (text === undefined) return null;
    const file = request.kind === 'code' ? '#embedded.ol' : request.path;
    const source = { file, text, ...(modules === undefined ? {} : { modules }) };
    const service = request.kind === 'code' ? null : request.service;
    const { sourceLimit } = this.options;
    const options = { sourceLimit, ...(service === null ? {} : { service }) };
    return compileProgram(source, this.library, new Findings(), options)?.service ?? null;
  }
}

/** Whether a program that has spent so much gas is made by its tier. */
export const isHotAt = (spent: number, { tier, hotAfter }: ProgramOptions): boolean =>
  tier !== undefined && spent >= (hotAfter ?? hotFrom);
