import { Findings, scan } from '../language';
import type { NotedName, Range, Reading } from './reading';
import { isSame, symbolOf, type SourceSymbol } from './symbols';

/** Where to write a new name, or why there can be none: an expected outcome, never a throw. */
export type Renaming =
  | { readonly kind: 'renamed'; readonly places: readonly Range[] }
  /** The name is not the source's own: of the library, of a message, or of nothing that is known. */
  | { readonly kind: 'not-own' }
  /** What was asked for cannot be a name. */
  | { readonly kind: 'no-name' }
  /** Something else has the name already. */
  | { readonly kind: 'taken' };

/** Renames what a name stands for, wherever the source names it; the source does the same after it. */
export function renameNoted(reading: Reading, name: NotedName, to: string): Renaming {
  const symbol = symbolOf(reading, name);
  if (symbol === null) return { kind: 'not-own' };
  const same = [...reading.names.values()].filter((each) => isSame(reading, symbol, each));
  if (!isOwn(reading, symbol, same)) return { kind: 'not-own' };
  if (!isName(to)) return { kind: 'no-name' };
  if (to !== name.text && isTaken(reading, to)) return { kind: 'taken' };
  const places = same.map(({ from, to: end }) => ({ from, to: end }));
  return { kind: 'renamed', places: places.sort((one, other) => one.from - other.from) };
}

function isOwn(reading: Reading, symbol: SourceSymbol, same: readonly NotedName[]): boolean {
  const isDeclared = same.some(({ role }) => 'declares' in role && role.declares);
  switch (symbol.kind) {
    case 'path':
      // Fields are what messages have; `args` is the host's, and a correlation variable goes by two names.
      return (
        symbol.path.root === 'variable' &&
        symbol.path.names.length === 1 &&
        symbol.name !== 'args' &&
        ![...reading.names.values()].some(
          ({ role, text }) => role.kind === 'path' && role.root === 'csets' && text === symbol.name,
        )
      );
    case 'operation':
      return symbol.own && same.some(({ role }) => role.kind === 'operation');
    case 'field':
      return false;
    default:
      return isDeclared;
  }
}

/** Whether a text is a word that has no meaning of its own. */
function isName(text: string): boolean {
  const [word, end] = scan('', text, new Findings());
  return (
    word?.kind === 'id' && word.text === text && end?.kind === 'end' && text !== 'args' && text !== 'new'
  );
}

/** Whether the source has the name for anything but a field: two that were told apart must not become one. */
const isTaken = (reading: Reading, name: string): boolean =>
  [...reading.names.values()].some(
    ({ text, role }) =>
      text === name && (role.kind === 'path' ? role.names.length === 1 : role.kind !== 'tree-field'),
  );
