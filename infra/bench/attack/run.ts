import type { Attack, Section, Verdict } from './attack';
import { startProduct, type Built, type Product } from './product/product';
import { discard, variantFor, weakened, type Variant } from './weaken';

/** A row of the table. */
export interface Row {
  readonly section: string;
  readonly id: string;
  readonly tries: string;
  readonly defence: string;
  readonly verdict: Verdict;
}

/** What switching a row's defence off showed: that it fails then, or that it does not. */
export interface SelfTestRow {
  readonly section: string;
  readonly id: string;
  readonly tries: string;
  readonly outcome:
    | { readonly kind: 'seen-to-fail'; readonly because: string }
    | { readonly kind: 'still-held' }
    /** The product did not start without it: the weakening is a mistake. */
    | { readonly kind: 'not-started'; readonly because: string };
}

/** Tries one row; a product that is gone afterwards has not held. */
async function attempt(attack: Attack, product: Product): Promise<Verdict> {
  try {
    const verdict = await attack.attempt(product);
    if (verdict.held && !product.isAlive()) return { held: false, because: 'the product has ended' };
    return verdict;
  } catch (failure) {
    return { held: false, because: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** Tries every attack of a section, on one product for all those that want the same. */
export async function runSection(
  section: Section,
  built: Built,
  onRow: (row: Row) => void = () => {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let running = null as { readonly variant: Variant; readonly product: Product } | null;
  const end = async () => {
    await running?.product.close();
    if (running !== null) discard(running.variant);
  };
  try {
    for (const attack of section.attacks) {
      const variant = variantFor(attack, built);
      if (JSON.stringify(running?.variant) !== JSON.stringify(variant) || !running!.product.isAlive()) {
        await end();
        running = { variant, product: await startProduct(variant.built, variant.options) };
      }
      const { id, tries, defence } = attack;
      const row = {
        section: section.name,
        id,
        tries,
        defence,
        verdict: await attempt(attack, running!.product),
      };
      rows.push(row);
      onRow(row);
    }
    return rows;
  } finally {
    await end();
  }
}

/** Tries one row on a product without its defence. */
async function trialWithout(section: Section, attack: Attack, built: Built): Promise<SelfTestRow> {
  const { id, tries, weakening } = attack;
  const row = { section: section.name, id, tries };
  const variant: Variant = weakened(variantFor(attack, built), weakening, id);
  let product: Product;
  try {
    product = await startProduct(variant.built, variant.options);
  } catch (failure) {
    discard(variant);
    return { ...row, outcome: { kind: 'not-started', because: String(failure) } };
  }
  try {
    const verdict = await attempt(attack, product);
    return {
      ...row,
      outcome: verdict.held ? { kind: 'still-held' } : { kind: 'seen-to-fail', because: verdict.because },
    };
  } finally {
    await product.close();
    discard(variant);
  }
}

/** Switches the defence of each row off, one at a time, and tries the row again. */
export async function selfTestSection(
  section: Section,
  built: Built,
  onRow: (row: SelfTestRow) => void = () => {},
): Promise<readonly SelfTestRow[]> {
  const rows: SelfTestRow[] = [];
  for (const attack of section.attacks) {
    const row = await trialWithout(section, attack, built);
    rows.push(row);
    onRow(row);
  }
  return rows;
}
