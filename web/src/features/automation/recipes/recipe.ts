import type { Target } from '../../../api';
import { plain } from './literals';

/** What a field of a recipe asks for. */
export type Field = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | { readonly kind: 'text'; readonly initial: string }
  | { readonly kind: 'list'; readonly initial: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly [string, string];
      readonly initial: readonly (readonly [string, string])[];
    }
  /** `HH:MM` on a clock of 24 hours. */
  | { readonly kind: 'time'; readonly initial: string }
  /** User ids; they have no beginning, for everybody knows other people. */
  | { readonly kind: 'people' }
);

/** What was filled in, by the names of the fields. */
export interface Values {
  readonly texts: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly tables: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly people: Readonly<Record<string, readonly number[]>>;
}

/** A message that the script gets, and what becomes of it: shown beside the recipe, and run by its test. */
export interface Example {
  readonly says: string;
  readonly message: string;
  /** When it was sent, in the owner's own time; a Wednesday at noon when missing. RFC 3339. */
  readonly at?: string;
  /** Who sends it; 1 when missing. */
  readonly from?: number;
  /** The people of each field of that kind. */
  readonly people?: Values['people'];
  readonly becomes: {
    readonly dropped?: true;
    readonly text?: string;
    readonly writes?: readonly string[];
  };
}

/** A script that is ready but for a few fields. */
export interface Recipe {
  readonly id: string;
  readonly target: Target;
  readonly name: string;
  /** One sentence. */
  readonly does: string;
  readonly fields: readonly Field[];
  /** Its source: for any values that have no fault. */
  readonly source: (values: Values) => string;
  readonly examples: readonly Example[];
}

/** What a recipe begins with. */
export function initialValues({ fields }: Recipe): Values {
  const of = <K extends Field['kind'], V>(kinds: readonly K[], value: (field: Field & { kind: K }) => V) =>
    Object.fromEntries(
      fields
        .filter((field): field is Field & { kind: K } => (kinds as readonly string[]).includes(field.kind))
        .map((field) => [field.name, value(field)]),
    ) as Record<string, V>;
  return {
    texts: of(['text', 'time'], ({ initial }) => initial),
    lists: of(['list'], ({ initial }) => initial),
    tables: of(['table'], ({ initial }) => initial),
    people: of(['people'], (): readonly number[] => []),
  };
}

/** Rows that a field may have, and characters of each. */
export const most = { rows: 50, characters: 500 } as const;

export type Fault = 'empty' | 'too-many' | 'too-long' | 'no-time';

/** What keeps a field's value from being used; null: nothing. Blank rows count as not there. */
export function faultOf(field: Field, values: Values): Fault | null {
  const long = (texts: readonly string[]) => texts.some((text) => text.length > most.characters);
  switch (field.kind) {
    case 'text': {
      const text = values.texts[field.name] ?? '';
      return plain(text) === '' ? 'empty' : long([text]) ? 'too-long' : null;
    }
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(values.texts[field.name] ?? '') ? null : 'no-time';
    case 'people':
      return (values.people[field.name] ?? []).length === 0 ? 'empty' : null;
    default: {
      const rows =
        field.kind === 'list'
          ? (values.lists[field.name] ?? []).map((row) => [row])
          : (values.tables[field.name] ?? []);
      const filled = rows.filter(([first]) => plain(first!) !== '');
      if (filled.length === 0) return 'empty';
      return filled.length > most.rows ? 'too-many' : long(filled.flat()) ? 'too-long' : null;
    }
  }
}

/** The rows of a list that say something. */
export const listed = (values: Values, name: string): readonly string[] =>
  (values.lists[name] ?? []).map(plain).filter((row) => row !== '');

/** The rows of a table whose first column says something. */
export const tabled = (values: Values, name: string): readonly (readonly [string, string])[] =>
  (values.tables[name] ?? [])
    .map(([first, second]) => [plain(first), second] as const)
    .filter(([first]) => first !== '');

/** A time of day as minutes since midnight. */
export function minutesOf(values: Values, name: string): number {
  const [hours, minutes] = (values.texts[name] ?? '').split(':').map(Number);
  return hours! * 60 + minutes!;
}
