import type { Samples } from './measure';

/** What a row should reach: a bound on the ratio of ours to the baseline, or on ours alone in the row's unit. */
export type Goal = { readonly of: 'ratio' | 'ours' } & (
  { readonly atMost: number } | { readonly atLeast: number }
);

/** A row of the table: ours, and where there is one, a baseline of the same run beside it. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: Samples;
  readonly baselineName?: string;
  readonly baseline?: Samples;
  /** What the row says: `more` when a higher ratio of ours to the baseline is better. */
  readonly better: 'more' | 'less';
  /** Missing where the row is there to compare only. */
  readonly goal?: Goal;
}

const ratioOf = ({ ours, baseline }: Row): number | null =>
  baseline === undefined ? null : ours.median / baseline.median;

/** Whether the medians reach the row's goal; null for a row that has none. */
export function isHeld(row: Row): boolean | null {
  if (row.goal === undefined) return null;
  const value = row.goal.of === 'ours' ? row.ours.median : ratioOf(row);
  if (value === null) return null;
  return 'atMost' in row.goal ? value <= row.goal.atMost : value >= row.goal.atLeast;
}

const figure = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();

const withSpread = ({ median, lowest, highest }: Samples) =>
  lowest === highest ? figure(median) : `${figure(median)} (${figure(lowest)}–${figure(highest)})`;

function goalOf({ goal, unit }: Row): string {
  if (goal === undefined) return '';
  const bound = 'atMost' in goal ? `≤ ${figure(goal.atMost)}` : `≥ ${figure(goal.atLeast)}`;
  return goal.of === 'ratio' ? `${bound} ×` : `${bound} ${unit}`;
}

const saidOf = (held: boolean | null) => (held === null ? '' : held ? 'yes' : '**no**');

/** The rows as a Markdown table: medians with their ranges, the ratio of the medians, the goal and whether it is held. */
export function tableOf(rows: readonly Row[]): string {
  return [
    '| what | ours | baseline | ours / baseline | goal | held |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => {
      const { what, unit, ours, baseline, baselineName = '', better } = row;
      const ratio = ratioOf(row);
      const cells = [
        `${what}, ${unit}`,
        withSpread(ours),
        baseline === undefined ? '' : `${withSpread(baseline)} (${baselineName})`,
        ratio === null ? '' : `${figure(ratio)} (${better} is better)`,
        goalOf(row),
        saidOf(isHeld(row)),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** A line that counts the goals that were held, and names those that were not. */
export function verdictOf(rows: readonly Row[]): string {
  const withGoal = rows.filter((row) => isHeld(row) !== null);
  const missed = withGoal.filter((row) => isHeld(row) === false);
  const count = `${withGoal.length - missed.length} of ${withGoal.length} goals are held`;
  if (missed.length === 0) return `${count}.`;
  return `${count}; not held: ${missed.map(({ what, baselineName }) => (baselineName === undefined ? what : `${what} (${baselineName})`)).join('; ')}.`;
}
