import { linePath } from './figures';
import classes from './operations.module.css';

const box = { width: 600, height: 96 };

/** Lines over the last ten minutes, from one scale, each in its own stroke. */
export function Chart({
  label,
  lines,
  top,
}: {
  /** What is to be seen, in words. */
  label: string;
  lines: readonly { readonly kind: 'first' | 'second'; readonly values: readonly (number | null)[] }[];
  /** What the top of the scale is, in words. */
  top: (most: number) => string;
}) {
  const most = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return (
    <figure className={classes.chart}>
      <span className={classes.top} aria-hidden="true">
        {most > 0 ? top(most) : ''}
      </span>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 -4 ${box.width} ${box.height + 8}`}
        preserveAspectRatio="none"
      >
        <line x1="0" x2={box.width} y1={box.height} y2={box.height} className={classes.base} />
        {lines.map(({ kind, values }) => (
          <path key={kind} d={linePath(values, { ...box, most })} className={classes.line} data-kind={kind} />
        ))}
      </svg>
    </figure>
  );
}
