import { seededRandom } from '../../simulation/random';

/** A stream of draws. Each actor has one of its own, so that a fault that is left out changes nothing elsewhere at first. */
export interface Chance {
  /** A draw from [0, 1). */
  draw(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** A duration from the range, as often in each of its octaves. */
  duration(least: number, most: number): number;
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** The draws of the actor of this name in the run of this seed. */
export function chanceOf(seed: number, actor: string): Chance {
  const draw = seededRandom(hash(`${seed} ${actor}`));
  return {
    draw,
    below: (limit) => Math.floor(draw() * limit),
    duration: (least, most) => least * (most / least) ** draw(),
  };
}

/** A random UUID of version 4, drawn. */
export function drawUuid({ below }: Chance): string {
  const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
