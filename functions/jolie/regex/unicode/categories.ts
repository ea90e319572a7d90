import { classOf, decodePartition } from './decode';
import { categoryNames, categoryRuns } from './tables';

/** The general category of every point, as an index into `categories`. */
export const categoryPartition = decodePartition(categoryRuns);
/** The names of the general categories: `Lu`, `Ll` … */
export const categories: readonly string[] = categoryNames.split(' ');

const bitOf = (name: string) => 1 << categories.indexOf(name);
/** The bits of some general categories. */
export const categoryMask = (...names: readonly string[]): number =>
  names.reduce((mask, name) => mask | bitOf(name), 0);

const letterOrDigit = categoryMask('Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'Nd');
const nonSpacingMark = categoryMask('Mn');
const latin = new Uint8Array(256);
for (let point = 0; point < 256; point++) latin[point] = classOf(categoryPartition, point);

const bitAt = (point: number) => 1 << (point < 256 ? latin[point]! : classOf(categoryPartition, point));

/** As Java's `Character.isLetterOrDigit( int )`. */
export const isLetterOrDigit = (point: number): boolean => (bitAt(point) & letterOrDigit) !== 0;
/** Whether the general category is Mn. */
export const isNonSpacingMark = (point: number): boolean =>
  point > 255 && (bitAt(point) & nonSpacingMark) !== 0;

/** The index of a point's general category. */
export const categoryOf = (point: number): number => classOf(categoryPartition, point);
