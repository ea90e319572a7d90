import { TextInput } from '@mantine/core';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { strings } from '../../../../strings';
import { useKeepsake } from '../../../../store';
import { emojiGroups, emojiNamed, linesOf, searchEmoji, type Emoji, type EmojiGroup } from './emoji';
import classes from './emoji-picker.module.css';

const words = strings.emoji;
const columns = 8;
const key = 'parley.emoji';
/** So many of those that were chosen last are offered first. */
const remembered = 2 * columns;

/** Where an emoji stands in the grid. */
interface Place {
  readonly line: number;
  readonly column: number;
}

const steps: Readonly<Record<string, (at: Place) => Place>> = {
  ArrowLeft: ({ line, column }) => ({ line, column: column - 1 }),
  ArrowRight: ({ line, column }) => ({ line, column: column + 1 }),
  ArrowUp: ({ line, column }) => ({ line: line - 1, column }),
  ArrowDown: ({ line, column }) => ({ line: line + 1, column }),
  Home: ({ line }) => ({ line, column: 0 }),
  End: ({ line }) => ({ line, column: columns - 1 }),
};

/** The place a key leads to, going on in the next line, or the one before, at a line's end; null outside the grid. */
function placeAfter(pressed: string, at: Place, lengths: readonly number[]): Place | null {
  const next = steps[pressed]?.(at);
  if (next === undefined) return null;
  const { line, column } =
    next.column < 0
      ? { line: at.line - 1, column: columns }
      : pressed === 'ArrowRight' && next.column >= lengths[at.line]!
        ? { line: at.line + 1, column: 0 }
        : next;
  const length = lengths[line];
  return length === undefined ? null : { line, column: Math.min(column, length - 1) };
}

/**
 * A grid of emoji, by group or by what is searched for. One stop of the Tab key; the arrows lead about in it, and Enter
 * in the search takes the first.
 */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [text, setText] = useState('');
  const [kept, keep] = useKeepsake(key);
  const [at, setAt] = useState<Place>({ line: 0, column: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const groups: readonly EmojiGroup[] = useMemo(() => {
    if (text.trim() !== '') return [{ name: words.found, emoji: searchEmoji(text) }];
    return [{ name: words.recent, emoji: emojiNamed((kept ?? '').split(' ')) }, ...emojiGroups];
  }, [text, kept]);
  const shown = useMemo(
    () =>
      groups
        .filter(({ emoji }) => emoji.length > 0)
        .map(({ name, emoji }) => ({ name, lines: linesOf(emoji, columns) })),
    [groups],
  );
  const lengths = shown.flatMap(({ lines }) => lines.map((line) => line.length));

  function pick({ emoji }: Emoji) {
    const others = (kept ?? '').split(' ').filter((each) => each !== emoji);
    keep([emoji, ...others].slice(0, remembered).join(' ').trim());
    onPick(emoji);
  }

  function focus(place: Place) {
    setAt(place);
    grid.current?.querySelector<HTMLElement>(`[data-place='${place.line}-${place.column}']`)?.focus();
  }

  function onGridKey(event: KeyboardEvent) {
    const next = placeAfter(event.key, at, lengths);
    if (next === null) return;
    event.preventDefault();
    focus(next);
  }

  function onSearchKey(event: KeyboardEvent) {
    const first = shown[0]?.lines[0]?.[0];
    if (first === undefined || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') focus({ line: 0, column: 0 });
    else if (event.key === 'Enter' && text.trim() !== '') pick(first);
    else return;
    event.preventDefault();
  }

  let line = -1;
  return (
    <div className={classes.picker}>
      <TextInput
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt({ line: 0, column: 0 });
        }}
        onKeyDown={onSearchKey}
      />
      <p className="unseen" role="status">
        {text.trim() === '' ? '' : words.count(groups[0]!.emoji.length)}
      </p>
      {shown.length === 0 ? (
        <p className={classes.none}>{words.none(text.trim())}</p>
      ) : (
        <div className={classes.grid} role="grid" aria-label={words.title} ref={grid} onKeyDown={onGridKey}>
          {shown.map(({ name, lines }) => (
            <div key={name} role="rowgroup" aria-label={name} className={classes.group}>
              <div className={classes.name} aria-hidden="true">
                {name}
              </div>
              {lines.map((emoji) => {
                const here = ++line;
                return (
                  <div key={emoji[0]!.emoji} role="row" className={classes.line}>
                    {emoji.map((each, column) => (
                      <button
                        key={each.emoji}
                        type="button"
                        role="gridcell"
                        className={classes.emoji}
                        aria-label={each.name}
                        title={each.name}
                        data-place={`${here}-${column}`}
                        tabIndex={here === at.line && column === at.column ? 0 : -1}
                        onFocus={() => setAt({ line: here, column })}
                        onClick={() => pick(each)}
                      >
                        {each.emoji}
                      </button>
                    ))}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
