import type { Statement } from '../language';
import { compileClosure } from '../compile/statements';
import { compileSequence } from '../compile/sequence';
import type { ProgramScope, Tier, Unit } from '../compile/unit';
import type { OutputPortCode } from '../run/service-code';
import type { Code, Task } from '../run/task';
import { GeneratedText } from './generated-text';
import { helpers } from './helpers';
import { writeStatement } from './statements';
import { Straight } from './straight';
import { Writer, type Workshop } from './writer';

/** Makes a function of its parameters' names and its body: `( …all ) => new Function( …all )`, where a host allows it. */
export type Generate = (...parametersAndBody: string[]) => (...operands: unknown[]) => unknown;

/** Statements that become one function; more of them are several, for the host gives up on very long ones. */
const mostTogether = 40;

/**
 * The hot tier: generated functions for the statements of a service that never wait, closures for all others. It does
 * what the closures do, gas, places and faults included. Where the host refuses to generate, or a package's port turns
 * out to be a variable, all of the service stays closures. `functions/jolie/bench` shows what it brings.
 */
export const hotTier = (generate: Generate) => (): Tier => new HotTier(generate);

/** A function that is generated when all of the service is compiled, and until then what stands for it. */
interface Cell {
  code: (t: Task) => unknown;
}

class HotTier implements Tier {
  readonly #text = new GeneratedText();
  readonly #cells: Cell[] = [];
  readonly #ports = new Set<OutputPortCode>();
  #straight: Straight | null = null;
  /** Set while closures are compiled for what is generated as well. */
  #closures = false;

  constructor(private readonly generate: Generate) {}

  compile(unit: Unit, statements: readonly Statement[]): { code: Code; count: number } | null {
    if (this.#closures) return null;
    const straight = this.#straightIn(unit.program);
    let count = 0;
    while (count < statements.length && count < mostTogether && straight.statement(statements[count]!))
      count++;
    return count === 0 ? null : { code: this.#together(unit, statements.slice(0, count)), count };
  }

  settle(): void {
    if (this.#text.empty || this.#text.isTooMuch || [...this.#ports].some(({ slot }) => slot >= 0)) return;
    const names = Object.keys(helpers);
    let functions: ((t: Task) => unknown)[];
    try {
      const make = this.generate('k', 'h', this.#text.text(names));
      functions = make(this.#text.constants, helpers) as typeof functions;
    } catch {
      // The host generates nothing: its policy may forbid it.
      return;
    }
    this.#cells.forEach((cell, i) => (cell.code = functions[i]!));
  }

  #straightIn(program: ProgramScope): Straight {
    return (this.#straight ??= new Straight(program, (port) => this.#ports.add(port)));
  }

  /** One function for several statements. The closures are compiled first, as they are where nothing is generated. */
  #together(unit: Unit, statements: readonly Statement[]): Code {
    const left = unit.weighed();
    unit.weigh(left);
    const closures = compileSequence(
      unit,
      statements.map((each) => this.#closure(unit, each)),
    );
    const after = unit.weighed();
    unit.weigh(left);
    const workshop: Workshop = {
      text: this.#text,
      closure: (within, each) => this.#closure(within, each),
      add: (body) => this.#add(body, () => undefined),
    };
    const writer = new Writer(unit, workshop);
    for (const each of statements) writeStatement(writer, each);
    writer.line('return 0;');
    unit.weighed();
    unit.weigh(after);
    return this.#add(writer.body(), closures) as Code;
  }

  #closure(unit: Unit, statement: Statement): Code {
    const outer = this.#closures;
    this.#closures = true;
    try {
      return compileClosure(unit, statement);
    } finally {
      this.#closures = outer;
    }
  }

  #add(body: string, meanwhile: (t: Task) => unknown): (t: Task) => unknown {
    const cell: Cell = { code: meanwhile };
    this.#cells[this.#text.add(body)] = cell;
    return (t) => cell.code(t);
  }
}
