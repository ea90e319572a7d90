/*
 * What a document of an inbox takes, by the rules of cloud.google.com/firestore/docs/storage-size: a name is 16 bytes
 * and one more than each part's; a field is its name and one byte, and its value; a document is both and 32 bytes. An
 * index entry is the names of the document and of what holds it, the values, and 32 bytes; where it is of one field
 * and was made by itself, the field's name as well.
 */

const textBytes = (length: number) => length + 1;
const integerBytes = 8;
const booleanBytes = 1;

const nameBytes = (...parts: readonly number[]) => 16 + parts.reduce((sum, part) => sum + part + 1, 0);
const digits = (value: number) => String(Math.trunc(value)).length;

export interface EntrySize {
  /** Bytes of the document. */
  readonly document: number;
  /** Bytes of its entries in all indexes. */
  readonly indexes: number;
  readonly indexEntries: number;
}

/** Mean letters of a word in the index. */
const wordLetters = 6;

/**
 * One entry of an inbox (`users/{id}/inbox/{position}`): the fields of infra/google/firestore/entries.ts, indexed as
 * firestore.indexes.json says: `position` both ways, what queries compare with one way, members each, the rest not.
 * @param people the sender and the recipients
 */
export function entrySize(given: {
  readonly users: number;
  readonly people: number;
  readonly bodyBytes: number;
  readonly words: number;
}): EntrySize {
  const { users, people, bodyBytes, words } = given;
  const parent = nameBytes(5, digits(users));
  const name = nameBytes(5, digits(users), 5, 10);
  const uuid = textBytes(36);
  const hash = textBytes(64);
  // Each by its name, and the bytes of its value.
  const compared = { messageUid: uuid, conversation: hash, senderId: integerBytes, isLast: booleanBytes };
  const position = ['position', integerBytes] as const;
  const others = {
    fromAutoReply: booleanBytes,
    isOwn: booleanBytes,
    messageBody: textBytes(bodyBytes),
    recipientIds: integerBytes * (people - 1),
    sentAt: textBytes(24),
    members: integerBytes * people,
    words: words * textBytes(wordLetters),
  };
  const field = ([fieldName, value]: readonly [string, number]) => textBytes(fieldName.length) + value;
  const document =
    name +
    [position, ...Object.entries(compared), ...Object.entries(others)].reduce(
      (sum, each) => sum + field(each),
      0,
    ) +
    32;

  const single = ([fieldName, value]: readonly [string, number]) =>
    name + parent + textBytes(fieldName.length) + value + 32;
  const composite = (values: number) => name + parent + values + 32;
  const oneWay = Object.entries(compared);
  const composites = [
    hash + integerBytes,
    hash + integerBytes,
    booleanBytes + integerBytes,
    hash + booleanBytes + integerBytes,
  ];
  const indexes =
    2 * single(position) +
    oneWay.reduce((sum, each) => sum + single(each), 0) +
    people * single(['members', integerBytes]) +
    composites.reduce((sum, values) => sum + composite(values), 0) +
    words * composite(textBytes(wordLetters) + integerBytes);
  return { document, indexes, indexEntries: 2 + oneWay.length + people + composites.length + words };
}

/** A send record (`sends/{senderId}.{messageUid}`): five fields, none of them indexed. It is kept for good. */
export function sendSize(users: number): EntrySize {
  const name = nameBytes(5, digits(users) + 1 + 36);
  const values: Readonly<Record<string, number>> = {
    senderId: integerBytes,
    messageUid: textBytes(36),
    contentHash: textBytes(64),
    sentAt: textBytes(24),
    sessionId: textBytes(36),
  };
  const fieldBytes = Object.entries(values).map(([field, value]) => textBytes(field.length) + value);
  return {
    document: name + fieldBytes.reduce((sum, each) => sum + each, 0) + 32,
    indexes: 0,
    indexEntries: 0,
  };
}
