import { IconCheck, IconChecks } from '@tabler/icons-react';
import type { Delivery } from '../model/delivery';
import classes from './message-row.module.css';

/** A state of a message's delivery, in a word and a sign. */
export function Mark({ state, text }: { state: Delivery['state']; text: string }) {
  const Icon = state === 'accepted' ? IconCheck : IconChecks;
  return (
    <span className={classes.progress} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {text}
    </span>
  );
}
