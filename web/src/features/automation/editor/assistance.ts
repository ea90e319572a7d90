import {
  autocompletion,
  snippetCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { PackageContents } from '../../../engine';
import { helpOf, operationAt, proposalsAt, signatureOf, type Proposal } from './completions';

const icons: Readonly<Record<Proposal['kind'], string>> = {
  package: 'namespace',
  service: 'class',
  port: 'constant',
  operation: 'function',
  field: 'property',
  keyword: 'keyword',
  variable: 'variable',
};

/** Completion as one types, and help for the operation under the pointer, by what the library holds now. */
export function assistance(library: () => readonly PackageContents[]): Extension {
  const complete = ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const found = proposalsAt(state.doc.toString(), pos, library());
    if (found === null || (found.from === pos && !explicit && !/[\s@]$/.test(state.sliceDoc(pos - 1, pos))))
      return null;
    return { from: found.from, options: found.proposals.map(completionOf), validFor: /^[\w@]*$/ };
  };
  const help = hoverTooltip((view, pos) => {
    const found = operationAt(view.state.doc.toString(), pos, library());
    if (found === null) return null;
    const { operation, of, from, to } = found;
    return {
      pos: from,
      end: to,
      above: true,
      create: () => ({ dom: paragraph(`${signatureOf(operation)}\n\n${helpOf(operation, of)}`) }),
    };
  });
  return [autocompletion({ override: [complete], icons: false }), help];
}

function completionOf({ label, kind, detail, info, snippet }: Proposal): Completion {
  const completion: Completion = {
    label,
    type: icons[kind],
    // What the place asks for comes before what may stand anywhere.
    boost: kind === 'keyword' ? -1 : 1,
    ...(detail === undefined ? {} : { detail }),
    ...(info === undefined ? {} : { info: () => paragraph(info) }),
  };
  return snippet === undefined ? completion : snippetCompletion(snippet, completion);
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('pre');
  element.className = 'parley-help';
  element.textContent = text;
  return element;
}
