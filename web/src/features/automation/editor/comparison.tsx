import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorLook } from './editor-look';
import { jolie } from './jolie-language';
import classes from './source-editor.module.css';

/** What changed from one source to another, to be read. */
export function Comparison({ label, before, after }: { label: string; before: string; after: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: after,
        extensions: [
          lineNumbers(),
          jolie(),
          editorLook,
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label }),
          EditorState.readOnly.of(true),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, before, after]);
  return <div className={classes.editor} ref={place} />;
}
