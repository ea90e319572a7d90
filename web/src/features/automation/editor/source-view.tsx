import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorLook } from './editor-look';
import { jolie } from './jolie-language';
import { lineMarks, markLine, type LineMark } from './line-mark';
import classes from './source-editor.module.css';

/** A source to be read, with a line that stands out. */
export function SourceView({
  label,
  source,
  mark,
}: {
  label: string;
  source: string;
  mark: LineMark | null;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: source,
        extensions: [
          lineNumbers(),
          lineMarks,
          jolie(),
          editorLook,
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
          EditorState.readOnly.of(true),
        ],
      }),
    });
    markLine(view, mark);
    return () => view.destroy();
  }, [label, source, mark]);
  return <div className={classes.editor} ref={place} />;
}
