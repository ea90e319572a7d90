/** Brackets inside each other in one function, and characters of all functions together. */
const deepest = 100;
const longest = 1_000_000;

function depthOf(body: string): number {
  let [depth, most] = [0, 0];
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '(' || c === '{' || c === '[') most = Math.max(most, ++depth);
    else if (c === ')' || c === '}' || c === ']') depth--;
  }
  return most;
}

/**
 * The text of generated functions. Nothing of a source can come into it: what is not a whole number goes into a table of
 * constants and is spoken of by its number, and all other words are those that the writers of this folder hold. That
 * holds for names and texts of a program alike; `generated-text.test.ts` keeps it so.
 */
export class GeneratedText {
  readonly constants: unknown[] = [];
  readonly #known = new Map<unknown, string>();
  readonly #functions: string[] = [];
  #length = 0;

  /** The name of a constant of the table. */
  constant(value: unknown): string {
    let name = this.#known.get(value);
    if (name === undefined) {
      name = `c${this.constants.push(value) - 1}`;
      this.#known.set(value, name);
    }
    return name;
  }

  /** A whole number as text. Anything else is a mistake of the writer's. */
  static number(value: number): string {
    if (!Number.isSafeInteger(value)) throw new Error('only whole numbers are written out');
    return value < 0 ? `(${value})` : String(value === 0 ? 0 : value);
  }

  /** Whether a function is so deep or long that the host could run out of stack when it reads it. */
  isTooMuch = false;

  /** Adds a function; gives its number among those that the text makes. */
  add(body: string): number {
    this.#length += body.length;
    if (this.#length > longest || depthOf(body) > deepest) this.isTooMuch = true;
    return this.#functions.push(`function(t){${body}}`) - 1;
  }

  get empty(): boolean {
    return this.#functions.length === 0;
  }

  /** A function body that takes `k`, the constants, and `h`, the {@link Helpers}, and gives the functions in order. */
  text(helpers: readonly string[]): string {
    const names = this.constants.map((_, i) => `c${i}=k[${i}]`);
    const constants = names.length === 0 ? '' : `const ${names.join(',')};`;
    return `const {${helpers.join(',')}}=h;${constants}return[\n${this.#functions.join(',\n')}\n]`;
  }
}
