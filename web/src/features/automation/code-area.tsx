import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { Diagnostic } from '../../api';
import { strings } from '../../strings';
import { caretAt } from './caret';
import classes from './code-area.module.css';

/** A place to jump to; a new object jumps again. */
export interface Jump {
  readonly line: number;
  readonly column: number;
}

/** Types a tab where the caret is, so that undo knows of it. */
function typeTab(area: HTMLTextAreaElement) {
  // The one way to type into a textarea that keeps its undo history; where it is gone, the tab is set without.
  if (!document.execCommand('insertText', false, '\t'))
    area.setRangeText('\t', area.selectionStart, area.selectionEnd, 'end');
}

/** A plain editor for source: monospace, line numbers, marks at faulty lines. */
export function CodeArea({
  label,
  value,
  placeholder,
  diagnostics,
  jump,
  onChange,
  onSave,
}: {
  label: string;
  value: string;
  placeholder: string;
  diagnostics: readonly Diagnostic[];
  jump: Jump | null;
  onChange: (value: string) => void;
  onSave: () => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  /** After Escape, Tab leaves the editor, as it does everywhere else. */
  const leaving = useRef(false);
  const lines = value.split('\n').length;
  const marks = new Map(diagnostics.map(({ line, severity }) => [line, severity]));

  useLayoutEffect(() => {
    if (gutter.current !== null && area.current !== null) gutter.current.scrollTop = area.current.scrollTop;
  });

  useEffect(() => {
    const field = area.current;
    if (jump === null || field === null) return;
    const caret = caretAt(field.value, jump.line, jump.column);
    field.focus();
    field.setSelectionRange(caret, caret);
    const lineHeight = field.scrollHeight / Math.max(1, field.value.split('\n').length);
    field.scrollTop = Math.max(0, (jump.line - 4) * lineHeight);
  }, [jump]);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Escape') leaving.current = true;
    else if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSave();
    } else if (event.key === 'Tab' && !leaving.current && !event.shiftKey) {
      event.preventDefault();
      typeTab(event.currentTarget);
    } else if (event.key !== 'Shift') leaving.current = false;
  }

  return (
    <div className={classes.editor}>
      <div className={classes.gutter} ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className={classes.number} data-mark={marks.get(index + 1)}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        className={classes.source}
        aria-label={label}
        aria-description={strings.automation.leave}
        aria-invalid={diagnostics.some(({ severity }) => severity === 'error')}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (leaving.current = false)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        wrap="off"
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
      />
    </div>
  );
}
