import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { strings } from '../../../strings';
import classes from './message-row.module.css';

const words = strings.conversation;

/** Copies a message's text. It shows while the pointer, or the focus, is at the message. */
export function CopyText({ text }: { text: string }) {
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
        >
          {copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
