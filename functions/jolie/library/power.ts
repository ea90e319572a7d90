/** A number of twice a double's precision: an unevaluated sum, its second part below half a unit of the first. */
type Pair = readonly [high: number, low: number];

const ln2: Pair = [0.6931471805599453, 2.3190468138462996e-17];
/** Terms after which the series below no longer change a pair. */
const logarithmTerms = 24;
const exponentialTerms = 28;
/** Factors that are multiplied one by one. */
const mostFactors = 64;

/**
 * `Math.pow`, correctly rounded but for cases next to a tie: Java's is, and a host's own may be a unit off and differ
 * from one host to the next.
 */
export function power(base: number, exponent: number): number {
  const isWhole = Number.isInteger(exponent);
  const isOrdinary =
    Number.isFinite(base) &&
    base !== 0 &&
    Number.isFinite(exponent) &&
    exponent !== 0 &&
    Math.abs(exponent) < 2 ** 60;
  if (!isOrdinary || (base < 0 && !isWhole)) return Math.pow(base, exponent);
  const x = Math.abs(base);
  const isShort = isWhole && exponent > 0 && exponent <= mostFactors;
  // Far from where a pair would lose its second part, or overflow.
  const isWithin = Math.abs(Math.log2(x) * exponent) < 900;
  const magnitude = isShort && isWithin ? repeated(x, exponent) : exponential(scaled(logarithm(x), exponent));
  return base < 0 && exponent % 2 !== 0 ? -magnitude : magnitude;
}

/** x · x · … : exact while a pair holds all digits, so that what lies between two doubles goes to the even one. */
function repeated(x: number, factors: number): number {
  let [power, square]: [Pair, Pair] = [
    [1, 0],
    [x, 0],
  ];
  for (let left = factors; left > 0; left >>= 1) {
    if (left % 2 === 1) power = product(power, square);
    square = product(square, square);
  }
  return power[0];
}

/** ln x for x > 0: x is m · 2ᵏ with m near 1, and ln m = 2 · artanh( (m − 1) / (m + 1) ). */
function logarithm(x: number): Pair {
  let [m, k] = [x, 0];
  for (; m >= Math.SQRT2; k++) m /= 2;
  for (; m < Math.SQRT1_2; k--) m *= 2;
  const s = divided(exactSum(m, -1), exactSum(m, 1));
  const square = product(s, s);
  let series: Pair = [0, 0];
  for (let n = logarithmTerms; n >= 0; n--) {
    series = sum(product(series, square), divided([1, 0], [2 * n + 1, 0]));
  }
  return sum(scaled(product(s, series), 2), scaled(ln2, k));
}

/** eˣ, rounded to a double: x is n · ln 2 + r with r near 0. */
function exponential(x: Pair): number {
  if (x[0] > 710) return Infinity;
  if (x[0] < -746) return 0;
  const n = Math.round(x[0] / ln2[0]);
  const r = sum(x, scaled(ln2, -n));
  let series: Pair = [1, 0];
  for (let i = exponentialTerms; i > 0; i--) series = sum([1, 0], product(series, divided(r, [i, 0])));
  const half = Math.trunc(n / 2);
  return (series[0] + series[1]) * 2 ** half * 2 ** (n - half);
}

function exactSum(a: number, b: number): Pair {
  const high = a + b;
  const part = high - a;
  return [high, a - (high - part) + (b - part)];
}

/** Dekker's product: the halves of each factor multiply without rounding. */
function exactProduct(a: number, b: number): Pair {
  const high = a * b;
  const [a1, a2] = halves(a);
  const [b1, b2] = halves(b);
  return [high, a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)];
}

function halves(a: number): Pair {
  const shifted = a * (2 ** 27 + 1);
  const high = shifted - (shifted - a);
  return [high, a - high];
}

function sum(a: Pair, b: Pair): Pair {
  const [high, low] = exactSum(a[0], b[0]);
  return exactSum(high, low + a[1] + b[1]);
}

function product(a: Pair, b: Pair): Pair {
  const [high, low] = exactProduct(a[0], b[0]);
  return exactSum(high, low + (a[0] * b[1] + a[1] * b[0]));
}

const scaled = (a: Pair, factor: number): Pair => product(a, [factor, 0]);

function divided(a: Pair, b: Pair): Pair {
  const first = a[0] / b[0];
  const rest = sum(a, scaled(b, -first));
  return exactSum(first, (rest[0] + rest[1]) / b[0]);
}
