import { decodeMapping } from './decode';
import { simpleLowercase, simpleUppercase } from './tables';

const upper = decodeMapping(simpleUppercase);
const lower = decodeMapping(simpleLowercase);

/** The simple uppercase of a point, as Java's `Character.toUpperCase( int )`. */
export const toUpper = (point: number): number => upper.get(point) ?? point;
/** The simple lowercase of a point, as Java's `Character.toLowerCase( int )`. */
export const toLower = (point: number): number => lower.get(point) ?? point;
/** What two points have in common when they differ by case only, as Java compares them under UNICODE_CASE. */
export const folded = (point: number): number => toLower(toUpper(point));

const isAsciiLetter = (point: number) => (point | 32) >= 97 && (point | 32) <= 122 && point < 128;
/** A point's lowercase when it is an ASCII letter, else itself. */
export const asciiLower = (point: number): number => (isAsciiLetter(point) ? point | 32 : point);
/** A point's uppercase when it is an ASCII letter, else itself. */
export const asciiUpper = (point: number): number => (isAsciiLetter(point) ? point & ~32 : point);
