import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { strings } from '../../../strings';
import type { Row } from './rows';
import classes from './message-row.module.css';

const words = strings.conversation;

export interface WhyActions {
  /** The text of a message of this conversation, when it is shown here; null else. */
  readonly textOf: (messageUid: string) => string | null;
  readonly onShow: (messageUid: string) => void;
}

/** Says which message a program's message answers, and leads there. */
export function Why({ row, actions }: { row: Row; isOwn: boolean; name: string; actions: WhyActions }) {
  const { causedBy } = row;
  if (causedBy === undefined) return null;
  const text = actions.textOf(causedBy);
  return (
    <UnstyledButton className={classes.cause} onClick={() => actions.onShow(causedBy)}>
      <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" />
      <bdi className={classes.causeText}>{text === null ? words.answersUnseen : words.answers(text)}</bdi>
    </UnstyledButton>
  );
}
