import type { CollectionReference, Comparison, Direction, Query, QuerySnapshot } from '../firestore/database';
import type { Calls } from './calls';
import { HttpDocument, HttpSnapshot, type WireDocument } from './documents';
import { decode, encode, type WireFields, type WireValue } from './values';

const operators = {
  '==': 'EQUAL',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
  '>': 'GREATER_THAN',
  in: 'IN',
  'array-contains': 'ARRAY_CONTAINS',
  'array-contains-any': 'ARRAY_CONTAINS_ANY',
} as const satisfies Record<Comparison, string>;

const directions = { asc: 'ASCENDING', desc: 'DESCENDING' } as const satisfies Record<Direction, string>;

const named = (fieldPath: string) => ({ fieldPath });

/** Where a query begins or ends. */
interface Cursor {
  readonly values: readonly WireValue[];
  readonly before: boolean;
}

/** A query as a request takes it: https://firebase.google.com/docs/firestore/reference/rest/v1/StructuredQuery. */
interface Asked {
  readonly from: readonly [{ readonly collectionId: string; readonly allDescendants?: true }];
  readonly filters?: readonly object[];
  readonly orderBy?: readonly object[];
  readonly select?: { readonly fields: readonly object[] };
  readonly startAt?: Cursor;
  readonly endAt?: Cursor;
  readonly limit?: number;
}

const structured = ({ filters = [], ...rest }: Asked): object => ({
  ...rest,
  ...(filters.length === 0 ? {} : { where: { compositeFilter: { op: 'AND', filters } } }),
});

const cursorAt = (values: readonly unknown[], before: boolean): Cursor => ({
  values: values.map((value) =>
    value instanceof HttpDocument ? { referenceValue: value.name } : encode(value),
  ),
  before,
});

export class HttpQuery implements Query {
  constructor(
    protected readonly calls: Calls,
    /** The path of the document under which it looks; empty for the whole database. */
    protected readonly under: string,
    private readonly asked: Asked,
  ) {}

  private with(more: Partial<Asked>): HttpQuery {
    return new HttpQuery(this.calls, this.under, { ...this.asked, ...more });
  }

  where(field: string, comparison: Comparison, value: unknown): Query {
    const fieldFilter = { field: named(field), op: operators[comparison], value: encode(value) };
    return this.with({ filters: [...(this.asked.filters ?? []), { fieldFilter }] });
  }

  orderBy(field: string, direction: Direction = 'asc'): Query {
    const order = { field: named(field), direction: directions[direction] };
    return this.with({ orderBy: [...(this.asked.orderBy ?? []), order] });
  }

  select(...fields: string[]): Query {
    return this.with({ select: { fields: (fields.length === 0 ? ['__name__'] : fields).map(named) } });
  }

  limit(most: number): Query {
    return this.with({ limit: most });
  }

  startAt(...values: unknown[]): Query {
    return this.with({ startAt: cursorAt(values, true) });
  }

  startAfter(...values: unknown[]): Query {
    return this.with({ startAt: cursorAt(values, false) });
  }

  endAt(...values: unknown[]): Query {
    return this.with({ endAt: cursorAt(values, false) });
  }

  async get(): Promise<QuerySnapshot> {
    const structuredQuery = structured(this.asked);
    const answers = (await this.calls.call(
      'runQuery',
      { structuredQuery },
      { under: this.under },
    )) as readonly { readonly document?: WireDocument }[];
    // One without a document tells how far the query has come.
    const docs = answers.flatMap(({ document }) =>
      document === undefined ? [] : [HttpSnapshot.of(this.calls, document)],
    );
    return { docs, size: docs.length, empty: docs.length === 0 };
  }

  /** A number that the server makes of all that is found. */
  async aggregate(aggregation: { readonly count: object } | { readonly sum: object }): Promise<number> {
    const structuredAggregationQuery = {
      structuredQuery: structured(this.asked),
      aggregations: [{ alias: 'number', ...aggregation }],
    };
    const answers = (await this.calls.call(
      'runAggregationQuery',
      { structuredAggregationQuery },
      { under: this.under },
    )) as readonly { readonly result?: { readonly aggregateFields: WireFields } }[];
    const result = answers.find((each) => each.result !== undefined)?.result;
    return Number(decode(result?.aggregateFields['number'] ?? {}));
  }
}

export class HttpCollection extends HttpQuery implements CollectionReference {
  constructor(
    calls: Calls,
    private readonly path: string,
  ) {
    const parts = path.split('/');
    if (parts.length % 2 === 0 || parts.includes('')) throw new TypeError(`${path} names no collection.`);
    super(calls, parts.slice(0, -1).join('/'), { from: [{ collectionId: parts.at(-1)! }] });
  }

  doc(id: string): HttpDocument {
    return new HttpDocument(this.calls, `${this.path}/${id}`);
  }
}
