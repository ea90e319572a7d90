import { completionStatus } from '@codemirror/autocomplete';
import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { keymap, showTooltip } from '@codemirror/view';
import type { Signature } from '../../../engine';
import { strings } from '../../../strings';
import { afterAPause } from './after-a-pause';
import type { Asked } from './asked';
import { paragraph } from './paragraph';
import { helpOf, signatureOf } from './presentation';

const put = StateEffect.define<Signature | null>();

const shown = StateField.define<Signature | null>({
  create: () => null,
  update(signature, { effects, changes, docChanged }) {
    for (const effect of effects) if (effect.is(put)) return effect.value;
    return signature === null || !docChanged
      ? signature
      : { ...signature, from: changes.mapPos(signature.from) };
  },
  provide: (field) =>
    showTooltip.compute([field], (state) => {
      const signature = state.field(field);
      if (signature === null) return null;
      return { pos: signature.from, above: true, create: () => ({ dom: paragraph(textOf(signature)) }) };
    }),
});

function textOf({ operation, of, part }: Signature): string {
  const now = part === 'request' ? strings.editor.writesRequest : strings.editor.writesResponse;
  return `${signatureOf(operation)}\n${now}\n\n${helpOf(operation, of)}`;
}

/** While the parentheses of a call are open at the cursor: what goes into them. Escape puts it away. */
export const signatureHelp = (asked: () => Asked): Extension => [
  shown,
  afterAPause(async (view, isLast) => {
    const { engine, target } = asked();
    const offset = view.state.selection.main.head;
    const answer = await engine.signature({ target, source: view.state.doc.toString(), offset });
    if (!isLast()) return;
    // The list of completions is what the reader looks at while it is open.
    const found = view.hasFocus && completionStatus(view.state) === null ? (answer?.found ?? null) : null;
    if (found !== null || view.state.field(shown) !== null) view.dispatch({ effects: put.of(found) });
  }),
  Prec.low(
    keymap.of([
      {
        key: 'Escape',
        run(view) {
          if (view.state.field(shown) === null) return false;
          view.dispatch({ effects: put.of(null) });
          return true;
        },
      },
    ]),
  ),
];
