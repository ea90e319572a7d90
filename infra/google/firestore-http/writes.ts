import type { DocumentReference, Fields, Writes } from '../firestore/database';
import { encodeFields } from './values';

/** A write as a commit takes it. */
export type Write = Readonly<Record<string, unknown>>;

/** The value that stands for the time of the server's writing. */
export const serverTime = Symbol('the time of the writing');

/** A name in a path of fields: what is no plain word stands in backticks. */
const quoted = (field: string): string =>
  /^[A-Za-z_]\w*$/.test(field) ? field : `\`${field.replace(/[\\`]/g, '\\$&')}\``;

function updateOf(name: string, fields: Fields) {
  const given = Object.entries(fields);
  const times = given.filter(([, value]) => value === serverTime);
  return {
    update: {
      name,
      fields: encodeFields(Object.fromEntries(given.filter(([, value]) => value !== serverTime))),
    },
    ...(times.length === 0
      ? {}
      : {
          updateTransforms: times.map(([field]) => ({
            fieldPath: quoted(field),
            setToServerValue: 'REQUEST_TIME',
          })),
        }),
  };
}

/** The whole document, whatever was there. */
export const setOf = (name: string, fields: Fields): Write => updateOf(name, fields);

export const createOf = (name: string, fields: Fields): Write => ({
  ...updateOf(name, fields),
  currentDocument: { exists: false },
});

/** These fields of a document that is there. */
export const changeOf = (name: string, fields: Fields): Write => {
  const change = updateOf(name, fields);
  return {
    ...change,
    updateMask: { fieldPaths: Object.keys(change.update.fields).map(quoted) },
    currentDocument: { exists: true },
  };
};

export const deletionOf = (name: string): Write => ({ delete: name });

/** Collects writes for one commit. `nameOf` names a document as Firestore does. */
export class HttpWrites implements Writes {
  protected readonly writes: Write[] = [];

  constructor(private readonly root: string) {}

  create(document: DocumentReference, fields: Fields): void {
    this.writes.push(createOf(this.nameOf(document), fields));
  }

  set(document: DocumentReference, fields: Fields): void {
    this.writes.push(setOf(this.nameOf(document), fields));
  }

  update(document: DocumentReference, fields: Fields): void {
    this.writes.push(changeOf(this.nameOf(document), fields));
  }

  delete(document: DocumentReference): void {
    this.writes.push(deletionOf(this.nameOf(document)));
  }

  private nameOf({ path }: DocumentReference): string {
    return `${this.root}/${path}`;
  }
}
