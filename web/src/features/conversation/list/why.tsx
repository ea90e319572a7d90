import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { strings } from '../../../strings';
import { reasonOf, type Reason, type WhyActions } from './reason';
import type { Row } from './rows';
import classes from './message-row.module.css';

export type { WhyActions } from './reason';

const words = strings.conversation;
/** So much of the cause is quoted, characters. */
const quoted = 120;

/** The answer in one line, for when the rest can't be fetched. */
const JustTheReason = ({ reason }: { reason: Reason }) => (
  <span className={classes.ask}>{reasonOf(reason)}</span>
);

const WhyPopover = lazy(() =>
  import('./why-popover').then(
    ({ WhyPopover: loaded }) => ({ default: loaded }),
    () => ({ default: JustTheReason }),
  ),
);

/** Says which message a program's message answers and leads there, and on asking why it was written. */
export function Why({
  row,
  isOwn,
  name,
  actions,
}: {
  row: Row;
  isOwn: boolean;
  name: string;
  actions: WhyActions;
}) {
  const [isAsked, setAsked] = useState(false);
  const { causedBy, author } = row;
  if (causedBy === undefined) return null;
  const cause = actions.causeOf(causedBy);
  const text = cause?.text.slice(0, quoted);
  const reason = {
    author,
    isOwn,
    isOwnScript: isOwn && author === 'script',
    name,
    causedBy,
    cause,
    text,
    actions,
  };
  const ask = (
    <UnstyledButton className={classes.ask} aria-haspopup="dialog" onClick={() => setAsked(true)}>
      {words.why}
    </UnstyledButton>
  );
  return (
    <div className={classes.why}>
      <UnstyledButton className={classes.cause} onClick={() => actions.onShow(causedBy)}>
        <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" />
        <bdi className={classes.causeText}>
          {text === undefined ? words.answersUnseen : words.answers(text)}
        </bdi>
      </UnstyledButton>
      {isAsked ? (
        <Suspense fallback={ask}>
          <WhyPopover reason={reason} />
        </Suspense>
      ) : (
        ask
      )}
    </div>
  );
}
