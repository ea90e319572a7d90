import { Button } from '@mantine/core';
import { Notice } from '../notice';
import { useCell } from '../store';
import { strings } from '../strings';
import type { Updates } from './updates';
import classes from './update-hint.module.css';

/** Says that a new version of the page is ready, and changes to it. */
export function UpdateHint({ updates }: { updates: Updates }) {
  if (!useCell(updates.isReady)) return null;
  return (
    <div className={classes.hint}>
      <Notice
        kind="info"
        action={
          <Button size="compact-sm" onClick={() => updates.apply()}>
            {strings.updates.reload}
          </Button>
        }
      >
        {strings.updates.ready}
      </Notice>
    </div>
  );
}
