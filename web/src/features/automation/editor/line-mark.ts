import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A line that stands out: where a run is, or where it failed. */
export interface LineMark {
  readonly line: number;
  readonly kind: 'step' | 'failed';
}

const marked = StateEffect.define<LineMark | null>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, newDoc }) {
    for (const effect of effects) {
      if (!effect.is(marked)) continue;
      if (effect.value === null || effect.value.line > newDoc.lines) return Decoration.none;
      const { line, kind } = effect.value;
      const { from } = newDoc.line(Math.max(1, line));
      return Decoration.set([Decoration.line({ class: `cm-parley-${kind}` }).range(from)]);
    }
    return marks.map(changes);
  },
  provide: (from) => EditorView.decorations.from(from),
});

/** Lets an editor mark a line. */
export const lineMarks: Extension = field;

/** Marks the line, in place of another, and scrolls the editor to it, and nothing around it; null: marks none. */
export function markLine(view: EditorView, mark: LineMark | null): void {
  const { doc } = view.state;
  view.dispatch({ effects: marked.of(mark) });
  if (mark === null || mark.line > doc.lines) return;
  const { from } = doc.line(Math.max(1, mark.line));
  view.requestMeasure({
    read: () => ({ block: view.lineBlockAt(from), height: view.scrollDOM.clientHeight }),
    write({ block: { top, bottom }, height }) {
      const { scrollTop } = view.scrollDOM;
      if (top < scrollTop || bottom > scrollTop + height) view.scrollDOM.scrollTop = top - height / 2;
    },
  });
}
