import type { AboutName, NameProposal, OperationContents } from '../../../engine';
import { strings } from '../../../strings';
import { descriptionOf } from './descriptions';

const words = strings.editor;

/** A type in a few words. */
const brief = (type: string) => type.split('{')[0]!.trim() + (type.includes('{') ? ' { … }' : '');

/** An operation as one line: `split( string )( void )`. */
export function signatureOf({ name, kind, request, response }: OperationContents): string {
  return kind === 'one-way'
    ? `${name}( ${brief(request)} )`
    : `${name}( ${brief(request)} )( ${brief(response!)} )`;
}

/** What an editor shows of an operation: what it does where it is of the library, its messages in full, its faults. */
export function helpOf({ name, request, response, faults }: OperationContents, of: string | null): string {
  const does = of === null ? '' : descriptionOf(of, name);
  return [
    ...(does === '' ? [] : [does]),
    words.takes(request),
    ...(response === null ? [] : [words.answers(response)]),
    ...(faults.length === 0 ? [] : [words.throws(faults.join(', '))]),
  ].join('\n\n');
}

/** What an editor shows of a name, as text. */
export function textOf({ name, kind, types, operations, of, written }: AboutName): string {
  if (kind === 'operation') {
    const [operation] = operations;
    return operation === undefined ? name : `${signatureOf(operation)}\n\n${helpOf(operation, of)}`;
  }
  const head = types.length === 1 ? `${name}: ${types[0]}` : name;
  return [
    `${words.kind[kind]} ${head}`,
    ...(types.length > 1 ? [words.either(types)] : []),
    ...(words.field[name] !== undefined && kind === 'field' ? [words.field[name]] : []),
    ...(operations.length > 0 ? [operations.map(signatureOf).join('\n')] : []),
    ...(written.length > 0 ? [words.written(written)] : []),
  ].join('\n\n');
}

/** A proposal as the list of completions shows it; `snippet` is what is written, with `#{…}` where the author goes on. */
export interface Shown {
  readonly label: string;
  readonly detail: string;
  readonly info: string | null;
  readonly snippet: string | null;
}

export function shownOf({ label, kind, detail, operation, of }: NameProposal): Shown {
  const shown = { label, detail, info: words.field[label] ?? null, snippet: null };
  switch (kind) {
    case 'operation':
    case 'input': {
      if (operation === null) return shown;
      const answer = operation.kind === 'one-way' ? '' : '( #{} )';
      return {
        label,
        detail: signatureOf(operation).slice(operation.name.length),
        info: helpOf(operation, of),
        snippet: `${label}( #{} )${answer}${kind === 'input' && answer !== '' ? ' {\n\t#{}\n}' : ''}`,
      };
    }
    case 'package':
      return {
        ...shown,
        info: null,
        snippet: detail === '' ? `${label} import #{}` : `${label} import ${detail}`,
      };
    case 'tree-field':
      return { ...shown, snippet: `${label} = #{}` };
    case 'field':
      return shown;
    default:
      return {
        ...shown,
        detail: detail === '' && kind === 'definition' ? words.kind.definition : detail,
        info: null,
      };
  }
}
