import { readFileSync } from 'node:fs';
import type { Section, Weakening } from './attack';
import type { Built } from './product/product';
import { stands } from './weaken';

const files = { product: 'productFile', worker: 'workerFile' } as const;

/** The texts of weakenings that the built files do not hold, each with its row: none, as long as the laboratory fits the code. */
export function missingTexts(sections: readonly Section[], built: Built): readonly string[] {
  const texts = new Map<string, string>();
  const read = (bundle: 'product' | 'worker') => {
    const file = built[files[bundle]];
    const text = texts.get(file) ?? readFileSync(file, 'utf8');
    texts.set(file, text);
    return text;
  };
  const missingOf = (id: string, weakening: Weakening | undefined) =>
    weakening?.by === 'bundle'
      ? weakening.replacements
          .filter(([text]) => !stands(read(weakening.bundle), text))
          .map(([text]) => `${id}: ${text}`)
      : [];
  return sections.flatMap(({ attacks }) =>
    attacks.flatMap(({ id, weakening, broken }) => [...missingOf(id, weakening), ...missingOf(id, broken)]),
  );
}
