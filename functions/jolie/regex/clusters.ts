import { between } from './char-set';
import { CodePoints } from './code-points';
import { categoryMask, categoryOf } from './unicode/categories';
import type { RegexMeter } from './meter';

const joiner = 0x200d;
const regional = between(0x1f1e6, 0x1f1ff);
const controls = categoryMask('Cc', 'Cf', 'Zl', 'Zp', 'Cs');
const marks = categoryMask('Mn', 'Me');
const spacingMarks = categoryMask('Mc');
const modifiers = between(0x1f3fb, 0x1f3ff);
const is = (point: number, mask: number) => ((mask >> categoryOf(point)) & 1) === 1;
const control = { has: (point: number) => is(point, controls) && !extend.has(point) };
const extend = {
  has: (point: number) =>
    is(point, marks) ||
    point === joiner ||
    point === 0x200c ||
    modifiers.has(point) ||
    (point >= 0xe0020 && point <= 0xe007f),
};
const spacing = { has: (point: number) => is(point, spacingMarks) || point === 0xe33 || point === 0xeb3 };
/** Extended_Pictographic: the gap before each range and, unless it is one point, by how many it is longer; in base 36. */
const pictures =
  '4p 4 68d c 60 m 2i.5 f.1 a7.1 c 4m p.a 4.2 5j 6f.1 a 9 1m.3 1.4 9 2 2.1 2 4 2 1.1 2 3 3.1 8.2 5 1 ' +
  '5.b b.1 2 1.1 1 i 2.1 i.5 1 1.1 3.1 5 2.1 4.1 b.1 5.1 2 5.1 1 1.1 k.1 5.5 1.3 2 4 2 2.5 1 2 1 1 6 3 ' +
  '6 a.1 f 2 4 1 4.2 1 b.1 1c.2 9 e e ac.1 cv.2 j.1 1f 4 yi c gp 1 2fze 13.3 2s.b f.1 f e.1 11.9 34.1 ' +
  'c.1 e 2.9 j.1j r.e a k 2.8 1.3 9.m 6.57 2.33 2.1 1.2 2.2a 2.2 1.3 5.71 1.1q b.5 1.n 7.1 2.7 c 2.3 2 ' +
  '4.1 d.1 2 8.1 9 5.2 c.2 8.2 2 1 4 6 3 6.2d 1c.1x 5.7 2.g 3 1.5 2.c 62.11 c.3 1k.7 a.5 14.7 u.1 c.3 ' +
  '2.d 9.12 c.1a 1.9 1.54 2g.7 e.41 74.sd';
const pictographic = CodePoints.ofRanges(decodePictures());

function decodePictures(): [number, number][] {
  let at = 0;
  return pictures.split(' ').map((range) => {
    const [gap, more] = range.split('.');
    const from = at + parseInt(gap!, 36);
    const to = from + parseInt(more ?? '0', 36);
    at = to + 1;
    return [from, to];
  });
}

type Syllable = 'L' | 'V' | 'T' | 'LV' | 'LVT' | null;

/** The part that a Hangul character plays in a syllable. */
function syllable(point: number): Syllable {
  if (point < 0x1100 || point > 0xd7fb) return null;
  if (point <= 0x115f || (point >= 0xa960 && point <= 0xa97c)) return 'L';
  if (point <= 0x11a7 || (point >= 0xd7b0 && point <= 0xd7c6))
    return point < 0x1200 || point >= 0xd7b0 ? 'V' : null;
  if (point <= 0x11ff || point >= 0xd7cb) return 'T';
  if (point < 0xac00 || point > 0xd7a3) return null;
  return (point - 0xac00) % 28 === 0 ? 'LV' : 'LVT';
}

const goesOn = (before: Syllable, after: Syllable): boolean => {
  if (after === null) return false;
  if (before === 'L') return after !== 'T';
  if (before === 'LV' || before === 'V') return after === 'V' || after === 'T';
  return (before === 'LVT' || before === 'T') && after === 'T';
};

/** Where the grapheme cluster that begins here ends, by Unicode's rules for extended ones. */
export function clusterEnd(input: string, at: number, meter: RegexMeter): number {
  let before = input.codePointAt(at)!;
  let end = at + (before > 0xffff ? 2 : 1);
  let flags = regional.has(before) ? 1 : 0;
  let isPicture = pictographic.has(before);
  while (end < input.length) {
    meter.charge(3);
    const point = input.codePointAt(end)!;
    const joins =
      before === 13 || control.has(before) || control.has(point)
        ? before === 13 && point === 10
        : extend.has(point) ||
          spacing.has(point) ||
          goesOn(syllable(before), syllable(point)) ||
          (isPicture && before === joiner && pictographic.has(point)) ||
          (flags % 2 === 1 && regional.has(before) && regional.has(point));
    if (!joins) break;
    if (regional.has(point)) flags++;
    isPicture = pictographic.has(point) || (isPicture && extend.has(point));
    end += point > 0xffff ? 2 : 1;
    before = point;
  }
  return end;
}
