import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { strings } from '../../../strings';
import classes from './message-row.module.css';

const words = strings.conversation;

/**
 * Copies a message's text. It shows while the pointer, or the focus, is at the message. Of all of them one is a stop of
 * the Tab key, and the arrow keys lead from it to the others
 * (https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex).
 */
export function CopyText({
  text,
  isStop,
  onStep,
}: {
  text: string;
  isStop: boolean;
  /** Leads to the message before (-1) or after (1). */
  onStep: (by: -1 | 1) => void;
}) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          className={classes.copyText}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={copied ? words.copied : words.copyText}
          title={copied ? words.copied : words.copyText}
          onClick={copy}
          tabIndex={isStop ? 0 : -1}
          data-copies
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            onStep(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          {copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
