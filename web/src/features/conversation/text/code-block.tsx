import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { strings } from '../../../strings';
import classes from './message-text.module.css';

const words = strings.conversation;

/** Code as it was written, under the language that its writer named, with a button that copies it. */
export function CodeBlock({ language, code }: { language: string; code: string }) {
  return (
    <div className={classes.code}>
      {language !== '' && <div className={classes.language}>{language}</div>}
      <pre dir="ltr" tabIndex={0} aria-label={words.code}>
        <code>{code}</code>
      </pre>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <ActionIcon
            className={classes.copy}
            variant="subtle"
            color="gray"
            size={28}
            aria-label={copied ? words.copied : words.copy}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
