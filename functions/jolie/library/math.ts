import type { NativePackage } from '../run/native';
import { toDouble } from '../values';
import { childInt, double, hasChild, operations } from './operations';
import { power } from './power';

/** `math`: Java's arithmetic. */
export const math: NativePackage = {
  names: ['math'],
  include: { file: 'math.iol', port: 'Math' },
  service: 'Math',
  declaration: `
type RoundRequestType: double { decimals?: int }
type PowRequest: void { base: double exponent: double }
type SummationRequest: void { from: int to: int }
interface MathInterface {
RequestResponse:
  abs( int )( int ),
  random( void )( double ),
  pi( void )( double ),
  round( RoundRequestType )( double ),
  pow( PowRequest )( double ),
  summation( SummationRequest )( int )
}
`,
  operations: operations({
    abs: (request) => Math.abs(Number(request.basic)) | 0,
    random: (_, { random }) => double(random.double()),
    pi: () => double(Math.PI),
    pow: (request) =>
      double(power(toDouble(request.child('base')?.basic), toDouble(request.child('exponent')?.basic))),
    summation: (request) => summation(childInt(request, 'from'), childInt(request, 'to')),
    round(request, context) {
      const value = toDouble(request.basic);
      const rounded = round(value, hasChild(request, 'decimals') ? childInt(request, 'decimals') : 0);
      if (rounded === null) {
        throw context.exception(
          'NumberFormatException',
          'Character I is neither a decimal digit number, decimal point, nor "e" notation exponential mark.',
        );
      }
      return double(rounded);
    },
  }),
};

/** The sum of all ints from one to another, wrapped at 32 bits: in one step, because the distance costs nothing. */
function summation(from: number, to: number): number {
  if (from > to) return 0;
  const [a, b] = [BigInt(from), BigInt(to)];
  return Number(BigInt.asIntN(32, ((a + b) * (b - a + 1n)) / 2n));
}

/**
 * Rounds to decimals by way of a scaled long, as the official service does: ties go up, a scaled number that no long
 * holds is cut to the greatest one. When scaling overflows, all digits are kept. Null: infinity has no such rounding.
 */
function round(value: number, decimals: number): number | null {
  const scale = power(10, decimals);
  const scaled = value * scale;
  if (scaled === Infinity) {
    if (!Number.isFinite(value)) return null;
    return decimals >= 0 ? value : Number(BigInt(Math.round(value / 10 ** -decimals))) * 10 ** -decimals;
  }
  return toLongRounded(scaled) / scale;
}

/** Java's `Math.round`: half up, saturated to a long, NaN is 0. */
function toLongRounded(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(2 ** 63, Math.max(-(2 ** 63), Math.round(value))) + 0;
}
