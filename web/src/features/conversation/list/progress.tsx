import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconClock } from '@tabler/icons-react';
import { wordsOfCode } from '../../../notice';
import { strings } from '../../../strings';
import type { Unconfirmed } from '../model/outbox';
import classes from './message-row.module.css';

const words = strings.conversation;

/** How a message on its way out fares, and what one may do when it failed. */
export function Progress({
  message,
  actions,
}: {
  message: Unconfirmed;
  actions: {
    readonly onRetry: (messageUid: string) => void;
    readonly onDiscard: (messageUid: string) => void;
  };
}) {
  const { messageUid, state, reason } = message;
  if (state === 'failed') {
    return (
      <span className={classes.failed} role="alert">
        {reason === undefined ? words.failed : words.failedBecause(wordsOfCode(reason))}
        <UnstyledButton className={classes.action} onClick={() => actions.onRetry(messageUid)}>
          {words.retry}
        </UnstyledButton>
        <UnstyledButton className={classes.action} onClick={() => actions.onDiscard(messageUid)}>
          {words.discard}
        </UnstyledButton>
      </span>
    );
  }
  const Icon = state === 'sending' ? IconClock : IconCheck;
  return (
    <span className={classes.progress}>
      <Icon size={13} stroke={2} aria-hidden="true" />
      {state === 'sending' ? words.sending : words.accepted}
    </span>
  );
}
