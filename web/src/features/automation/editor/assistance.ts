import {
  autocompletion,
  snippetCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { NameProposal } from '../../../engine';
import type { Asked } from './asked';
import { shownOf, textOf } from './presentation';
import { names } from './names';
import { paragraph } from './paragraph';
import { signatureHelp } from './signature-help';

const icons: Readonly<Record<NameProposal['kind'], string>> = {
  package: 'namespace',
  type: 'type',
  interface: 'interface',
  service: 'class',
  port: 'constant',
  operation: 'function',
  input: 'function',
  definition: 'function',
  field: 'property',
  'tree-field': 'property',
  keyword: 'keyword',
  variable: 'variable',
};

/** Where completion comes by itself: in a word, behind what a name follows, and nowhere else. */
const inviting = /(?:[\p{L}\p{N}_.@]|\b(?:from|import|embed)\s)$/u;

/**
 * Completion as one types, help for the name under the pointer and for the call that is open, the way to where a name is
 * declared, its uses, and renaming. All of it is the engine's to say, in its worker: the editor waits for none of it.
 */
export function assistance(asked: () => Asked): Extension {
  const complete = async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    if (!explicit && !inviting.test(state.sliceDoc(Math.max(0, pos - 8), pos))) return null;
    const { engine, target } = asked();
    const found =
      (await engine.proposals({ target, source: state.doc.toString(), offset: pos }))?.found ?? null;
    if (found === null) return null;
    return { from: found.from, options: found.proposals.map(completionOf), validFor: /^[\w@]*$/ };
  };
  const help = hoverTooltip(async (view, pos) => {
    const { engine, target } = asked();
    const source = view.state.doc.toString();
    const found = (await engine.about({ target, source, offset: pos }))?.found ?? null;
    if (found === null || view.state.doc.toString() !== source) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: paragraph(textOf(found)) }) };
  });
  return [autocompletion({ override: [complete], icons: false }), help, signatureHelp(asked), names(asked)];
}

function completionOf(proposal: NameProposal): Completion {
  const { label, detail, info, snippet } = shownOf(proposal);
  const completion: Completion = {
    label,
    type: icons[proposal.kind],
    // What the place asks for comes before what may stand anywhere.
    boost: proposal.kind === 'keyword' ? -1 : 1,
    ...(detail === '' ? {} : { detail }),
    ...(info === null ? {} : { info: () => paragraph(info) }),
  };
  return snippet === null ? completion : snippetCompletion(snippet, completion);
}
