import { IconChevronRight } from '@tabler/icons-react';
import { strings } from '../../../strings';
import type { TreeRow } from './changes';
import classes from './stepping.module.css';

const words = strings.studio;

/** Variables as a tree whose nodes fold; what changed is marked, also for those who hear the page. */
export function VariableTree({
  rows,
  closed,
  onToggle,
}: {
  rows: readonly TreeRow[];
  /** The paths of the nodes that are folded. */
  closed: ReadonlySet<string>;
  onToggle: (path: string) => void;
}) {
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={row.path} data-changed={row.isChanged}>
          {row.rows.length === 0 ? (
            <span className={classes.row}>
              <Content row={row} />
            </span>
          ) : (
            <>
              <button
                type="button"
                className={classes.row}
                aria-expanded={!closed.has(row.path)}
                onClick={() => onToggle(row.path)}
              >
                <IconChevronRight size={14} aria-hidden="true" className={classes.chevron} />
                <Content row={row} />
              </button>
              {!closed.has(row.path) && <VariableTree rows={row.rows} closed={closed} onToggle={onToggle} />}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Content({ row: { name, value, isChanged, rows } }: { row: TreeRow }) {
  return (
    <>
      <span className={classes.name}>{name}</span>
      {value !== '' && <span className={classes.value}>{value}</span>}
      {value === '' && rows.length === 0 && <span className={classes.value}>{words.nothing}</span>}
      {isChanged && rows.length === 0 && <span className="unseen">{words.changed}</span>}
    </>
  );
}
