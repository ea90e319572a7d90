import type { Overview } from '../../api';
import { words } from './words';

/** A number as people read it: 1,234, or 0.5 below ten. */
export const numberText = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

/** Seconds in the unit that suits them. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return words.noValue;
  if (seconds < 0.001) return `${numberText(seconds * 1e6)} µs`;
  if (seconds < 1) return `${numberText(seconds * 1000)} ms`;
  if (seconds < 120) return `${numberText(seconds)} s`;
  return seconds < 7_200 ? `${numberText(seconds / 60)} min` : `${numberText(seconds / 3600)} h`;
}

type Interval = Overview['recent'][number];

/** Messages accepted a second in an interval. */
export const rateOf = ({ accepted, seconds }: Interval): number => (seconds <= 0 ? 0 : accepted / seconds);

/** Messages accepted a second of late: over the last intervals, that make up half a minute at least where there is as much. */
export function rateNow(recent: readonly Interval[]): number {
  let seconds = 0;
  let accepted = 0;
  for (const interval of [...recent].reverse()) {
    if (seconds >= 30) break;
    seconds += interval.seconds;
    accepted += interval.accepted;
  }
  return seconds <= 0 ? 0 : accepted / seconds;
}

/** The points of a line through values from left to right, in a box so wide and high; null leaves a gap. */
export function linePath(
  values: readonly (number | null)[],
  { width, height, most }: { readonly width: number; readonly height: number; readonly most: number },
): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const scale = most > 0 ? height / most : 0;
  let isDrawn = false;
  return values
    .map((value, i) => {
      if (value === null) {
        isDrawn = false;
        return '';
      }
      const point = `${isDrawn ? 'L' : 'M'}${round(i * step)} ${round(height - value * scale)}`;
      // A value between two gaps is a dot.
      const dot = !isDrawn && (values[i + 1] ?? null) === null ? 'h0.01' : '';
      isDrawn = true;
      return point + dot;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 100) / 100;
