import type { Span } from '../language';
import { Value } from '../values';
import { Fault, exceptionFault } from './fault';
import type { Meter } from './meter';
import type { Random } from './random';

/** The part of a run that the library sees. */
interface RunView {
  readonly meter: Meter;
  readonly random: Random;
  readonly now: number;
  readonly kept: Value;
  print(text: string): void;
  readLine(): string | null;
}

/** What an operation of the library may use: the run's meter, clock, randomness and output, and nothing else. */
export class NativeContext {
  readonly #held = new Map<unknown, unknown>();

  constructor(private readonly run: RunView) {}

  /** Trees that packages keep from call to call, by package: counted with the run's memory. */
  get kept(): Value {
    return this.run.kept;
  }

  /** What else a package keeps from call to call, of bounded size: made once for each run, and gone with it. */
  held<T>(make: () => T): T {
    if (!this.#held.has(make)) this.#held.set(make, make());
    return this.#held.get(make) as T;
  }

  get meter() {
    return this.run.meter;
  }

  get now(): number {
    return this.run.now;
  }

  get random() {
    return this.run.random;
  }

  print(text: string): void {
    this.run.print(text);
  }

  /** A line of console input; null at its end. */
  readLine(): string | null {
    return this.run.readLine();
  }

  /** A fault that the operation declares. */
  fault(name: string, data: Value = new Value()): Fault {
    return new Fault(name, data, this.place);
  }

  /** A fault as the official interpreter makes it of a Java exception inside an operation. */
  exception(name: string, message = ''): Fault {
    return exceptionFault(name, message, this.place);
  }

  get place(): Span | null {
    return this.meter.place;
  }
}

/** One operation of the library. It charges its work to the meter before it does it; it throws Faults only. */
export type NativeOperation = (request: Value, context: NativeContext) => Value;

/** A package of the standard library: its declaration in Jolie, parsed like any source, and what its operations do. */
export interface NativePackage {
  /** The names under which `from … import` finds it. */
  readonly names: readonly string[];
  /** The file under which `include` finds it, and the output port that the file declares. */
  readonly include?: { readonly file: string; readonly port: string };
  /** The service that an import names. */
  readonly service: string;
  /** Types and one interface, in Jolie. */
  readonly declaration: string;
  readonly operations: ReadonlyMap<string, NativeOperation>;
}
