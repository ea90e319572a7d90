import type { Panel, Row } from './description';

/** One line of a panel: how it is named, and its values over time, seconds since the epoch first. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** A row with what Prometheus answered to its panels' queries. */
export interface AnsweredRow {
  readonly title: string;
  readonly panels: readonly { readonly panel: Panel; readonly lines: readonly Line[] }[];
}

/** Grafana's legend with the labels of one answer put in. */
export const legendOf = (legend: string, labels: Readonly<Record<string, string>>): string =>
  legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? '');

const colours = ['#0b675c', '#c5352a', '#8a5a00', '#3b5bb5', '#7a3fa0', '#5a6865'];
const size = { columns: 4, width: 320, height: 200, gap: 16, rowTitle: 40, head: 64 };
const plot = { left: 52, right: 12, top: 44, height: 96 };

/** The dashboard as a picture (SVG): each panel with its lines, its scale and its legend. */
export function drawDashboard(rows: readonly AnsweredRow[], note: string): string {
  const width = size.columns * (size.width + size.gap) + size.gap;
  let y = size.head;
  const parts: string[] = [];
  for (const { title, panels } of rows) {
    parts.push(text(size.gap, y + 26, title, { weight: 650, size: 16 }));
    y += size.rowTitle;
    panels.forEach(({ panel, lines }, i) => {
      const x = size.gap + (i % size.columns) * (size.width + size.gap);
      const top = y + Math.floor(i / size.columns) * (size.height + size.gap);
      parts.push(`<g transform="translate(${x} ${top})">${drawPanel(panel, lines)}</g>`);
    });
    y += Math.ceil(panels.length / size.columns) * (size.height + size.gap);
  }
  const all = [
    text(size.gap, 30, 'Parley', { weight: 650, size: 20 }),
    text(size.gap, 50, note, { size: 12, colour: '#5a6865' }),
    ...parts,
  ].join('\n');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" ` +
    `font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="#f4f6f5"/>\n${all}\n</svg>\n`
  );
}

/** The rows of a dashboard, each panel with its lines. */
export const answered = (
  rows: readonly Row[],
  linesOf: (panel: Panel) => readonly Line[],
): readonly AnsweredRow[] =>
  rows.map(({ title, panels }) => ({
    title,
    panels: panels.map((panel) => ({ panel, lines: linesOf(panel) })),
  }));

function drawPanel(panel: Panel, lines: readonly Line[]): string {
  const points = lines.flatMap((line) => line.points);
  const times = points.map(([at]) => at);
  const from = Math.min(...times);
  const span = Math.max(1, Math.max(...times) - from);
  const most = Math.max(...points.map(([, value]) => value), 0);
  const wide = size.width - plot.left - plot.right;
  const place = ([at, value]: readonly [number, number]) => {
    const x = plot.left + (wide * (at - from)) / span;
    const y = plot.top + plot.height * (1 - (most > 0 ? value / most : 0));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const bottom = plot.top + plot.height;
  const drawn = lines.map(({ points: own }, i) => {
    const path = own.map((point, n) => `${n === 0 ? 'M' : 'L'}${place(point)}`).join('');
    return `<path d="${path}" fill="none" stroke="${colours[i % colours.length]}" stroke-width="1.75"/>`;
  });
  const legends = lines.slice(0, 6).map(({ name }, i) => {
    const x = 14 + (i % 2) * 152;
    const y = bottom + 22 + Math.floor(i / 2) * 15;
    const mark = `<rect x="${x}" y="${y - 8}" width="10" height="3" fill="${colours[i % colours.length]}"/>`;
    return mark + text(x + 15, y - 2, name.slice(0, 24), { size: 10, colour: '#3a4644' });
  });
  return [
    `<rect width="${size.width}" height="${size.height}" rx="12" fill="#ffffff" stroke="#e1e7e5"/>`,
    text(14, 24, panel.title, { weight: 600, size: 13 }),
    `<path d="M${plot.left} ${plot.top}H${plot.left + wide}M${plot.left} ${bottom}H${plot.left + wide}" stroke="#e1e7e5"/>`,
    text(plot.left - 6, plot.top + 4, valueText(most, panel.unit), {
      size: 10,
      colour: '#5a6865',
      end: true,
    }),
    text(plot.left - 6, bottom + 4, '0', { size: 10, colour: '#5a6865', end: true }),
    ...drawn,
    ...legends,
  ].join('');
}

/** A value at a scale's end, in at most seven characters. */
function valueText(value: number, unit: Panel['unit']): string {
  if (value === 0) return '';
  if (unit === 'seconds') {
    return value < 1 ? `${short(value * 1000)} ms` : `${short(value)} s`;
  }
  if (unit === 'bytes') return value < 1e9 ? `${short(value / 1e6)} MB` : `${short(value / 1e9)} GB`;
  const suffix = unit === 'per second' ? '/s' : '';
  if (value >= 1e6) return `${short(value / 1e6)}M${suffix}`;
  return value >= 1e3 ? `${short(value / 1e3)}k${suffix}` : `${short(value)}${suffix}`;
}

const short = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));

function text(
  x: number,
  y: number,
  content: string,
  look: { readonly size: number; readonly weight?: number; readonly colour?: string; readonly end?: boolean },
): string {
  const { size: fontSize, weight = 400, colour = '#17211f', end = false } = look;
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const anchor = end ? ' text-anchor="end"' : '';
  return `<text x="${x}" y="${y}" font-size="${fontSize}" font-weight="${weight}" fill="${colour}"${anchor}>${escaped}</text>`;
}
