import { ActionIcon, Textarea } from '@mantine/core';
import { byteLength, limits } from '@parley/envelope';
import { IconArrowUp } from '@tabler/icons-react';
import type { FormEvent, KeyboardEvent } from 'react';
import { strings } from '../../strings';
import classes from './composer.module.css';

const words = strings.conversation;
const most = limits.messageBodyBytes;

/** Where a message is written. The draft lives with whoever shows the composer, so that it survives a look elsewhere. */
export function Composer({
  draft,
  title,
  onDraft,
  onSend,
}: {
  draft: string;
  /** To whom. */
  title: string;
  onDraft: (text: string) => void;
  onSend: (text: string) => void;
}) {
  // A text that is no Unicode (half a surrogate pair) has no length; the server would refuse it too.
  const bytes = byteLength(draft) ?? most + 1;
  const sendable = draft.trim() !== '' && bytes <= most;

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!sendable) return;
    onSend(draft);
    onDraft('');
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes a word, Enter chooses the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <form className={classes.composer} onSubmit={submit}>
      <div className={classes.row}>
        <Textarea
          className={classes.field}
          classNames={{ input: classes.input }}
          aria-label={words.composer}
          aria-describedby="composer-keys"
          placeholder={words.placeholder(title)}
          value={draft}
          onChange={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          autosize
          minRows={1}
          maxRows={10}
          variant="unstyled"
          autoFocus
        />
        <ActionIcon type="submit" size={36} radius="xl" disabled={!sendable} aria-label={words.send}>
          <IconArrowUp size={20} stroke={2} aria-hidden="true" />
        </ActionIcon>
      </div>
      {bytes > most ? (
        <span id="composer-keys" className={classes.problem} role="alert">
          {words.tooLong(bytes, most)}
        </span>
      ) : (
        <span id="composer-keys" className={classes.keys}>
          {words.keys}
        </span>
      )}
    </form>
  );
}
