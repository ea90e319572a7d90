const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const values = new Uint8Array(128);
for (let i = 0; i < digits.length; i++) values[digits.charCodeAt(i)] = i;

/** The numbers of a generated table: digits of five bits, the lowest first, all but a number's last with the sixth bit. */
export function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = values[text.charCodeAt(i)]!;
    number += (digit & 31) * scale;
    scale *= 32;
    if (digit > 31) continue;
    numbers.push(number);
    number = 0;
    scale = 1;
  }
  return numbers;
}

/** A partition of all code points into classes: where each run begins, and its class. */
export interface Partition {
  readonly starts: Int32Array;
  readonly classes: Uint16Array;
}

export function decodePartition(text: string): Partition {
  const numbers = decodeNumbers(text);
  const starts = new Int32Array(numbers.length / 2);
  const classes = new Uint16Array(starts.length);
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    starts[i] = at;
    at += numbers[i * 2]!;
    classes[i] = numbers[i * 2 + 1]!;
  }
  return { starts, classes };
}

/** The class that a point belongs to. */
export function classOf({ starts, classes }: Partition, point: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= point) low = middle;
    else high = middle - 1;
  }
  return classes[low]!;
}

/** The ranges of the points whose class is wanted. */
export function rangesOf(
  { starts, classes }: Partition,
  wanted: (index: number) => boolean,
): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (let i = 0; i < starts.length; i++) {
    if (wanted(classes[i]!)) ranges.push([starts[i]!, (starts[i + 1] ?? 0x110000) - 1]);
  }
  return ranges;
}

/** The ranges of a set that is kept as gaps and lengths. */
export function decodeRanges(text: string): (readonly [number, number])[] {
  const numbers = decodeNumbers(text);
  const ranges: (readonly [number, number])[] = [];
  let at = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    const from = at + numbers[i]!;
    const to = from + numbers[i + 1]!;
    ranges.push([from, to]);
    at = to + 1;
  }
  return ranges;
}

/** A mapping of single points that is kept as runs of gap, count, step and difference. */
export function decodeMapping(text: string): ReadonlyMap<number, number> {
  const numbers = decodeNumbers(text);
  const mapping = new Map<number, number>();
  let at = 0;
  for (let i = 0; i < numbers.length; i += 4) {
    const [gap, count, step, signed] = numbers.slice(i, i + 4) as [number, number, number, number];
    const difference = signed % 2 === 1 ? -(signed + 1) / 2 : signed / 2;
    at += gap;
    for (let k = 0; k < count; k++) mapping.set(at + k * step, at + k * step + difference);
    at += (count - 1) * step;
  }
  return mapping;
}
