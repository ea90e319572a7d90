import { ActionIcon, Textarea } from '@mantine/core';
import { byteLength, limits } from '@parley/envelope';
import { IconArrowUp } from '@tabler/icons-react';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { strings } from '../../../strings';
import { EmojiButton } from './emoji/emoji-button';
import classes from './composer.module.css';

const words = strings.conversation;
const most = limits.messageBodyBytes;

/** Where a message is written. What was begun is told at each letter, so that it outlives whatever happens. */
export function Composer({
  draft,
  title,
  onDraft,
  onTyping,
  onSend,
}: {
  /** What was begun here before. */
  draft: string;
  /** To whom. */
  title: string;
  onDraft: (text: string) => void;
  /** The reader writes a word. */
  onTyping: () => void;
  onSend: (text: string) => void;
}) {
  // Until the reader writes, it is what was begun before, which a slow device tells late.
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? draft;
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // A text that is no Unicode (half a surrogate pair) has no length; the server would refuse it too.
  const bytes = byteLength(text) ?? most + 1;
  const said = bytes > most ? words.tooLong(bytes, most) : problem;
  const sendable = text.trim() !== '' && bytes <= most;

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!sendable) return;
    onSend(text);
    change('');
  }

  function change(value: string) {
    setWritten(value);
    setProblem(null);
    onDraft(value);
  }

  /** Puts it where the caret is, in place of what is chosen there, as if it had been typed. */
  function insert(emoji: string) {
    const writing = field.current;
    if (writing === null) return;
    writing.setRangeText(emoji, writing.selectionStart, writing.selectionEnd, 'end');
    writing.dispatchEvent(new Event('input', { bubbles: true }));
    writing.focus();
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
          ref={field}
          className={classes.field}
          classNames={{ input: classes.input }}
          aria-label={words.composer}
          aria-describedby="composer-keys"
          placeholder={words.placeholder(title)}
          value={text}
          onChange={(event) => {
            change(event.currentTarget.value);
            if (event.currentTarget.value.trim() !== '') onTyping();
          }}
          onKeyDown={onKeyDown}
          dir="auto"
          autosize
          minRows={1}
          maxRows={10}
          variant="unstyled"
          autoFocus
        />
        <EmojiButton onPick={insert} onFailure={() => setProblem(strings.emoji.failed)} />
        <ActionIcon type="submit" size={40} radius="xl" disabled={!sendable} aria-label={words.send}>
          <IconArrowUp size={20} stroke={2} aria-hidden="true" />
        </ActionIcon>
      </div>
      {said !== null ? (
        <span id="composer-keys" className={classes.problem} role="alert">
          {said}
        </span>
      ) : (
        <span id="composer-keys" className={classes.keys}>
          {words.keys}
        </span>
      )}
    </form>
  );
}
