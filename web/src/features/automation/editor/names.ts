import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, showDialog, type DecorationSet } from '@codemirror/view';
import type { AboutName } from '../../../engine';
import { strings } from '../../../strings';
import { afterAPause } from './after-a-pause';
import type { Asked } from './asked';

const words = strings.editor;
const put = StateEffect.define<AboutName | null>();
const use = Decoration.mark({ class: 'cm-parley-use' });

/** Marks all places where the name at the cursor stands. */
const uses = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, docChanged }) {
    for (const effect of effects) {
      if (!effect.is(put)) continue;
      const places = effect.value?.uses ?? [];
      return Decoration.set(places.map(({ from, to }) => use.range(from, to)));
    }
    return docChanged ? marks.map(changes) : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Asks for the name at a place; null where there is none, or the text is another by now. */
async function aboutAt(
  view: EditorView,
  { engine, target }: Asked,
  offset: number,
): Promise<AboutName | null> {
  const source = view.state.doc.toString();
  const answer = await engine.about({ target, source, offset });
  return view.state.doc.toString() === source ? (answer?.found ?? null) : null;
}

async function goTo(view: EditorView, asked: Asked, offset: number): Promise<void> {
  const place = (await aboutAt(view, asked, offset))?.declared ?? null;
  if (place === null) return;
  view.dispatch({
    selection: { anchor: place.from, head: place.to },
    effects: EditorView.scrollIntoView(place.from, { y: 'center' }),
  });
  view.focus();
}

async function rename(view: EditorView, asked: Asked): Promise<void> {
  const offset = view.state.selection.main.head;
  const name = await aboutAt(view, asked, offset);
  if (name === null) return say(view, words.renamed['not-own']);
  const { result } = showDialog(view, {
    label: words.renameTo(name.name),
    input: { name: 'name', value: name.name, autocomplete: 'off' },
    submitLabel: words.rename,
    focus: true,
    top: true,
  });
  const field = (await result)?.elements.namedItem('name');
  view.focus();
  if (!(field instanceof HTMLInputElement)) return;
  const to = field.value.trim();
  if (to === name.name) return;
  const { engine, target } = asked;
  const source = view.state.doc.toString();
  const answer = await engine.rename({ target, source, offset }, to);
  if (answer === null || view.state.doc.toString() !== source) return;
  if (answer.kind !== 'renamed') return say(view, words.renamed[answer.kind]);
  view.dispatch({
    changes: answer.places.map(({ from, to: end }) => ({ from, to: end, insert: to })),
    userEvent: 'input.rename',
  });
}

/** Says something over the text until it is put away. */
function say(view: EditorView, text: string): void {
  showDialog(view, { label: text, submitLabel: words.understood, focus: true, top: true });
}

/** F12 and a click with Ctrl go to where a name is declared; F2 renames it; its uses are marked. */
export const names = (asked: () => Asked): Extension => [
  uses,
  afterAPause(async (view, isLast) => {
    const { head, empty } = view.state.selection.main;
    const found = empty && view.hasFocus ? await aboutAt(view, asked(), head) : null;
    if (isLast()) view.dispatch({ effects: put.of(found !== null && found.uses.length > 1 ? found : null) });
  }),
  keymap.of([
    {
      key: 'F12',
      preventDefault: true,
      run: (view) => (void goTo(view, asked(), view.state.selection.main.head), true),
    },
    { key: 'F2', preventDefault: true, run: (view) => (void rename(view, asked()), true) },
  ]),
  EditorView.domEventHandlers({
    mousedown(event, view) {
      if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at === null) return false;
      event.preventDefault();
      void goTo(view, asked(), at);
      return true;
    },
  }),
];
