import { figure } from '../model';

/** A line of a chart: a value for each x, null where there is none. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  /** Seconds at which something happens, with what. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[];
  /** Whether the y axis is logarithmic. */
  readonly logarithmic?: boolean;
  /** What stands below each x; its number when missing. */
  readonly labels?: readonly string[];
}

const [width, height] = [760, 300];
const edge = { left: 70, right: 20, top: 40, bottom: 60 };
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const short = (value: number) => Number(value.toFixed(1)).toString();

/** Round values for an axis: 1, 2 or 5 times a power of ten, about five of them. */
function ticksTo(most: number): number[] {
  const raw = most / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((each) => each * power >= raw)! * power;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
}

/**
 * A chart as SVG, in grey and the colours given, legible on a white and on a dark page. The same data give the same
 * bytes: there is no time and no id in it.
 */
export function chartOf({ title, x, y, series, marks = [], logarithmic = false, labels }: Chart): string {
  const values = series.flatMap((each) => each.values).filter((value) => value !== null);
  const top = Math.max(1, ...values);
  const low = logarithmic ? 10 ** Math.floor(Math.log10(Math.max(1, Math.min(...values)))) : 0;
  const high = logarithmic ? 10 ** Math.ceil(Math.log10(top)) : top * 1.05;
  const last = Math.max(1, ...series.map((each) => each.values.length - 1));
  const atX = (value: number) => edge.left + (value / last) * inner.width;
  const share = (value: number) =>
    logarithmic ? Math.log10(Math.max(low, value) / low) / Math.log10(high / low) : value / high;
  const atY = (value: number) => edge.top + inner.height * (1 - share(value));
  const ticks = logarithmic
    ? Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, i) => low * 10 ** i)
    : ticksTo(high);
  const text = (at: readonly [number, number], content: string, more = '') =>
    `<text x="${short(at[0])}" y="${short(at[1])}"${more}>${escape(content)}</text>`;
  const line = (from: readonly [number, number], to: readonly [number, number], more: string) =>
    `<line x1="${short(from[0])}" y1="${short(from[1])}" x2="${short(to[0])}" y2="${short(to[1])}" ${more}/>`;

  const pathOf = ({ values: of }: Series) => {
    let isDown = false;
    return of
      .flatMap((value, i) => {
        if (value === null) return ((isDown = false), []);
        const command = `${isDown ? 'L' : 'M'}${short(atX(i))} ${short(atY(value))}`;
        isDown = true;
        return [command];
      })
      .join('');
  };
  const end = ' text-anchor="end"';
  const middle = ' text-anchor="middle"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#7a7f87" role="img" aria-label="${escape(title).replaceAll('"', '&quot;')}">`,
    text([edge.left, 20], title, ' font-size="14" font-weight="600"'),
    ...ticks.flatMap((value) => [
      line(
        [edge.left, atY(value)],
        [width - edge.right, atY(value)],
        'stroke="#7a7f87" stroke-opacity="0.25"',
      ),
      text([edge.left - 8, atY(value) + 4], figure(value), end),
    ]),
    ...(
      labels?.map((label, i) => [i, label] as const) ?? ticksTo(last).map((at) => [at, figure(at)] as const)
    ).map(([at, label]) => text([atX(at), height - edge.bottom + 18], label, middle)),
    ...marks.flatMap(({ at, text: of }) => [
      line(
        [atX(at), edge.top],
        [atX(at), edge.top + inner.height],
        'stroke="#7a7f87" stroke-dasharray="4 3"',
      ),
      text([atX(at) + 4, edge.top + 10], of),
    ]),
    ...series.map(
      (each) => `<path d="${pathOf(each)}" fill="none" stroke="${each.colour}" stroke-width="1.8"/>`,
    ),
    ...series.flatMap((each, i) => {
      const at = edge.left + i * 170;
      return [
        line([at, height - 14], [at + 18, height - 14], `stroke="${each.colour}" stroke-width="3"`),
        text([at + 24, height - 10], each.name),
      ];
    }),
    text([width - edge.right, height - 10], x, end),
    text([edge.left - 8, edge.top - 8], y, end),
    '</svg>',
    '',
  ].join('\n');
}
