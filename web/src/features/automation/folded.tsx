import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './folded.module.css';

/** Something that is folded until wanted. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={classes.folded}>
      <summary>
        <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
        {title}
      </summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
}
