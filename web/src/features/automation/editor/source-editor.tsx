import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Text, type TransactionSpec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder as placeholderOf,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Diagnostic, Target } from '../../../api';
import type { Engine } from '../../../engine';
import { strings } from '../../../strings';
import { assistance } from './assistance';
import { editorLook } from './editor-look';
import { jolie } from './jolie-language';
import { lineMarks, markLine, type LineMark } from './line-mark';
import classes from './source-editor.module.css';

/** A place to jump to; a new object jumps again. */
export interface Jump {
  readonly line: number;
  readonly column: number;
}

export interface SourceEditorProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Whom completion and help ask, and of which of the scripts. */
  readonly engine: Engine;
  readonly target: Target;
  readonly jump: Jump | null;
  /** The line that stands out; null: none. */
  readonly mark: LineMark | null;
  readonly onChange: (value: string) => void;
  readonly onSave: () => void;
  readonly onFormat: () => void;
}

/** The offset of a line and a column, as near as the text has them. */
function offsetOf(text: Text, line: number, column: number): number {
  const { from, to } = text.line(Math.min(Math.max(1, line), text.lines));
  return Math.min(from + column - 1, to);
}

/** A change that the page makes, and not the reader. */
const put = Annotation.define<boolean>();

/** The whole text in place of another: the cursor stays on its line, and on what stands there. */
function replacement({ doc, selection }: EditorState, text: string): TransactionSpec {
  const line = doc.lineAt(selection.main.head);
  const fromEnd = line.to - selection.main.head;
  const lines = text.split('\n');
  const number = Math.min(line.number, lines.length);
  const before = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const anchor = before + Math.max(0, lines[number - 1]!.length - fromEnd);
  return {
    changes: { from: 0, to: doc.length, insert: text },
    selection: { anchor },
    annotations: put.of(true),
  };
}

const markOf = (
  text: Text,
  { line, column, endLine, endColumn, severity, message, hint }: Diagnostic,
): Mark => {
  const from = offsetOf(text, line, column);
  return {
    from,
    to: Math.max(from, offsetOf(text, endLine, endColumn)),
    severity,
    message: hint === undefined || hint === '' ? message : `${message}\n${strings.automation.hint(hint)}`,
  };
};

/** The editor of a script: colours, completion, help under the pointer, and marks where something is wrong. */
export function SourceEditor(props: SourceEditorProps) {
  const { label, value, placeholder, diagnostics, jump, mark } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  // What the editor's own code looks up when something happens: always the last that was rendered.
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const editor = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('\t'),
          EditorState.tabSize.of(2),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          lineMarks,
          jolie(),
          assistance(() => latest.current),
          editorLook,
          placeholderOf(placeholder),
          EditorView.contentAttributes.of({
            tabindex: '0',
            'aria-label': label,
            'aria-description': strings.automation.leave,
            spellcheck: 'false',
            autocapitalize: 'none',
            autocorrect: 'off',
          }),
          keymap.of([
            { key: 'Mod-s', preventDefault: true, run: () => (latest.current.onSave(), true) },
            { key: 'Shift-Alt-f', preventDefault: true, run: () => (latest.current.onFormat(), true) },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            // What was put there for the reader is no change of theirs.
            if (docChanged && !transactions.some((each) => each.annotation(put) === true))
              latest.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, placeholder]);

  useEffect(() => {
    const editor = view.current!;
    const { doc } = editor.state;
    // The editor writes every line break in one way.
    const text = value.replace(/\r\n?/g, '\n');
    if (doc.toString() !== text) editor.dispatch(replacement(editor.state, text));
  }, [value]);

  useEffect(() => {
    const editor = view.current!;
    const marks = diagnostics.map((each) => markOf(editor.state.doc, each));
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [diagnostics]);

  useEffect(() => {
    const editor = view.current!;
    if (jump === null) return;
    const at = offsetOf(editor.state.doc, jump.line, jump.column);
    editor.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    editor.focus();
  }, [jump]);

  useEffect(() => markLine(view.current!, mark), [mark]);

  return <div className={classes.editor} ref={place} />;
}
