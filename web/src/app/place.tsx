import type { ReactNode } from 'react';
import { Boundary } from './boundary';
import type { Route } from './route';
import { fragmentOf } from './route';
import classes from './place.module.css';

/**
 * Two or three panes side by side: a list, what was chosen in it, and what belongs to that. On a phone one at a time.
 * A pane that fails leaves the others standing.
 */
export function Place({
  route,
  shows,
  label,
  list,
  content,
  side,
}: {
  /** A failed pane is tried again when the reader goes elsewhere. */
  route: Route;
  /** Which pane a phone shows. */
  shows: 'list' | 'content' | 'side';
  /** Names the list for screen readers. */
  label: string;
  list: ReactNode;
  content: ReactNode;
  side?: ReactNode;
}) {
  const at = fragmentOf(route);
  return (
    <main className={classes.place} data-shows={shows} data-panes={side === undefined ? 2 : 3}>
      <section className={classes.list} aria-label={label}>
        <Boundary at={at}>{list}</Boundary>
      </section>
      <div className={classes.content}>
        <Boundary at={at}>{content}</Boundary>
      </div>
      {side !== undefined && (
        <div className={classes.side}>
          <Boundary at={at}>{side}</Boundary>
        </div>
      )}
    </main>
  );
}
