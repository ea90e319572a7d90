/**
 * Java 17's `Double.toString`. Its digits are not always the fewest that name the number: whole numbers are written
 * from their integer, and in exponent form there are at least two digits (4.9E-324). So it is imitated digit by digit:
 * free-format printing after Steele and White, with Java's bounds.
 */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === 0) return `${sign}0.0`;
  if (size >= 1e-3 && size < 1e7) {
    // Fifteen digits and fewer are the same everywhere.
    const text = String(size);
    if (text.length <= 16) return sign + (text.includes('.') ? text : `${text}.0`);
  }
  const { digits, point } = digitsOf(size);
  if (point > 0 && point < 8) {
    return `${sign}${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`;
  }
  if (point <= 0 && point > -3) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits[0]!}.${digits.slice(1) || '0'}E${point - 1}`;
}

interface Digits {
  readonly digits: string;
  /** How many digits stand before the decimal point. */
  readonly point: number;
}

const bitLength = (n: bigint): number => n.toString(2).length;
const word = 2n ** 63n;

/** What a double's text costs in gas: the further its point is from its digits, the longer the numbers on the way. */
export function doubleTextCost(value: number): number {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e7) ? 80 : size > 1e-30 && size < 1e30 ? 120 : 250;
}

function digitsOf(size: number): Digits {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  // The number is significand × 2^(exponent - 52), the significand's highest bit being bit 52.
  const significant = biased === 0 ? bitLength(fraction) : 53;
  const significand = biased === 0 ? fraction << BigInt(53 - significant) : fraction | (1n << 52n);
  const exponent = (biased === 0 ? 1 - (53 - significant) : biased) - 1023;
  if (exponent < 63 && Number.isInteger(size)) return wholeDigits(BigInt(size), exponent, significant);
  return freeDigits(significand, exponent, significant);
}

/** A whole number is written from its integer, without the digits that its lost bits make meaningless. */
function wholeDigits(whole: bigint, exponent: number, significant: number): Digits {
  const lost = exponent - significant - 1;
  const dropped = exponent > significant && lost > 1 ? Math.floor(lost * Math.log10(2)) : 0;
  const unit = 10n ** BigInt(dropped);
  const kept = whole / unit + (dropped > 0 && (whole % unit) * 2n >= unit ? 1n : 0n);
  const text = String(kept);
  return { digits: text.replace(/0+$/, ''), point: text.length + dropped };
}

function freeDigits(significand: bigint, exponent: number, significant: number): Digits {
  let odd = significand;
  let fractionBits = 53;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    fractionBits--;
  }
  const tiny = Math.max(0, fractionBits - exponent - 1);
  const mantissa = Number(significand) / 2 ** 52;
  let decimal = Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
  const fives = Math.max(0, -decimal);
  let twos = fives + tiny + exponent;
  let scaleTwos = Math.max(0, decimal) + tiny;
  let marginTwos = twos - significant;
  twos -= fractionBits - 1;
  const common = Math.min(twos, scaleTwos);
  twos -= common;
  scaleTwos -= common;
  marginTwos -= common;
  // Below a power of two the next number is only half as far.
  if (fractionBits === 1) marginTwos--;
  if (marginTwos < 0) {
    twos -= marginTwos;
    scaleTwos -= marginTwos;
    marginTwos = 0;
  }
  let rest = (odd * 5n ** BigInt(fives)) << BigInt(twos);
  const scale = (5n ** BigInt(Math.max(0, decimal))) << BigInt(scaleTwos);
  let margin = ((5n ** BigInt(fives)) << BigInt(marginTwos)) * 10n;
  const ten = scale * 10n;
  // Java decides a tie otherwise where its numbers fit 64 bits.
  const small = rest < word && ten < word;
  const reaches = (): boolean => (small ? rest + margin > ten : rest + margin >= ten);

  let digits = '';
  let quotient = rest / scale;
  rest = (rest % scale) * 10n;
  let low = rest < margin;
  let high = reaches();
  if (quotient === 0n && !high) decimal--;
  else digits += quotient;
  if (decimal < -3 || decimal >= 8) low = high = false;
  while (!low && !high) {
    quotient = rest / scale;
    rest = (rest % scale) * 10n;
    margin *= 10n;
    low = rest < margin;
    high = reaches();
    digits += quotient;
  }
  const beyondHalf = rest * 2n - ten;
  const up = high && (!low || beyondHalf > 0n || (beyondHalf === 0n && Number(digits.at(-1)) % 2 === 1));
  return up ? roundedUp(digits, decimal + 1) : { digits, point: decimal + 1 };
}

function roundedUp(digits: string, point: number): Digits {
  const next = String(BigInt(digits) + 1n);
  if (next.length > digits.length) return { digits: `1${'0'.repeat(digits.length - 1)}`, point: point + 1 };
  return { digits: next.padStart(digits.length, '0'), point };
}
