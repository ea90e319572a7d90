/** Draws from [0, 1). */
export type Random = () => number;

/** The same draws for the same seed (mulberry32, public domain, Tommy Ettinger). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Exponential with this mean: the times between arrivals of a Poisson process. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log1p(-random());

/** Standard normal, by Box and Muller. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log1p(-random())) * Math.cos(2 * Math.PI * random());

/** The z of the 99th percentile of a standard normal. */
const z99 = 2.3263;

/** Log-normal with this median; the 99th percentile is `tail` times as much. */
export const logNormal = (random: Random, median: number, tail: number): number =>
  median * Math.exp((Math.log(tail) / z99) * normal(random));

/** The mean of {@link logNormal}: above the median by half the variance of the logarithm. */
export const logNormalMean = (median: number, tail: number): number =>
  median * Math.exp((Math.log(tail) / z99) ** 2 / 2);
