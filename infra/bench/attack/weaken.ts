import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Attack, Weakening } from './attack';
import type { Built } from './product/product';
import type { ProductOptions } from './product/protocol';

/** A product that is composed, or built, otherwise. */
export interface Variant {
  readonly built: Built;
  readonly options: Partial<ProductOptions>;
  /** Files that were made for it. */
  readonly copies: readonly string[];
}

const fileOf = { product: 'productFile', worker: 'workerFile' } as const;

const identifiers = /[A-Za-z_$][\w$]*/g;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Where a text stands in a built file: the bundler gives names a number where two modules have the same one, and lays
 * lines out anew. Each name of the text is a group with the number that it got.
 */
function placeOf(text: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const names: string[] = [];
  const source = text
    .split(identifiers)
    .map((between) => escaped(between).replace(/\s+/g, '\\s+'))
    .reduce((before, between) => {
      const name = text.match(identifiers)![names.length]!;
      names.push(name);
      return `${before}${escaped(name)}(\\d*)${between}`;
    });
  return { pattern: new RegExp(source, 'g'), names };
}

/** Whether a text stands in a built file. */
export const stands = (built: string, text: string): boolean => placeOf(text).pattern.test(built);

/**
 * The built file with each replacement made wherever its text stands. Throws when one does not stand there: the code
 * has changed, and the laboratory would see a defence hold that was never switched off.
 */
export function replaced(
  built: string,
  replacements: Extract<Weakening, { by: 'bundle' }>['replacements'],
): string {
  return replacements.reduce((before, [text, by]) => {
    const { pattern, names } = placeOf(text);
    if (!pattern.test(before)) throw new Error(`The built file does not hold: ${text}`);
    return before.replace(pattern, (...found: string[]) =>
      by.replace(identifiers, (name) => {
        const at = names.indexOf(name);
        return at < 0 ? name : `${name}${found[at + 1]}`;
      }),
    );
  }, built);
}

/** The variant with a defence less; {@link discard} takes its copies away. Copies of built files lie beside them, so that they find the same packages. */
export function weakened(variant: Variant, weakening: Weakening, name: string): Variant {
  switch (weakening.by) {
    case 'composition':
      return { ...variant, options: { ...variant.options, ...weakening.options } };
    case 'bundle': {
      const key = fileOf[weakening.bundle];
      const file = variant.built[key];
      const copy = path.join(path.dirname(file), `weakened-${name}-${path.basename(file)}`);
      writeFileSync(copy, replaced(readFileSync(file, 'utf8'), weakening.replacements));
      return {
        ...variant,
        built: { ...variant.built, [key]: copy },
        copies: [...variant.copies, copy],
      };
    }
  }
}

/** The product that a row attacks. */
export const variantFor = ({ id, options = {}, broken }: Attack, built: Built): Variant => {
  const variant: Variant = { built, options, copies: [] };
  return broken === undefined ? variant : weakened(variant, broken, `${id}-broken`);
};

/** Removes the files that were made for a variant. */
export const discard = ({ copies }: Variant): void => copies.forEach((copy) => rmSync(copy, { force: true }));
