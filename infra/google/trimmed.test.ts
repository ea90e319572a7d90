import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** A method of a service, as far as the gRPC client uses it. */
interface Method {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly originalName: string;
  requestSerialize(message: object): Uint8Array;
  requestDeserialize(bytes: Uint8Array): object;
  responseSerialize(message: object): Uint8Array;
  responseDeserialize(bytes: Uint8Array): object;
}
type Service = Readonly<Record<string, Method>>;
interface Loader {
  fromJSON(json: object, options: object): Readonly<Record<string, Service>>;
}

const load = createRequire(path.resolve('package.json'));
const library = load('@grpc/proto-loader') as Loader;
const ours = load('./tools/trimmed/proto-loader.mjs') as Loader;
const json = JSON.parse(
  readFileSync('node_modules/@google-cloud/firestore/build/protos/v1.json', 'utf8'),
) as object;
/** What google-gax asks for (its `GrpcClient.defaultOptions`). */
const options = { keepCase: false, longs: String, enums: String, defaults: true, oneofs: true };
const firestore = 'google.firestore.v1.Firestore';

describe('what stands in the place of @grpc/proto-loader in the functions', () => {
  const [theirs, mine] = [
    library.fromJSON(json, options)[firestore]!,
    ours.fromJSON(json, options)[firestore]!,
  ];

  it('given the description of Firestore, then it has the methods that the library has', () => {
    const described = (service: Service) =>
      Object.entries(service).map(([name, { path: at, requestStream, responseStream, originalName }]) => [
        name,
        { path: at, requestStream, responseStream, originalName },
      ]);
    expect(Object.keys(mine)).toContain('Commit');
    expect(described(mine)).toEqual(described(theirs));
  });

  it('given a request and an answer, then they have the bytes and the values that the library gives them', () => {
    const request = {
      database: 'projects/p/databases/d',
      writes: [
        {
          update: {
            name: 'a/b',
            fields: {
              text: { stringValue: 'é' },
              number: { integerValue: '9007199254740993' },
              list: { arrayValue: { values: [{ nullValue: 'NULL_VALUE' }, { doubleValue: 0.1 }] } },
            },
          },
          currentDocument: { exists: false },
        },
      ],
      transaction: Buffer.from([0, 255]),
    };
    const bytes = theirs['Commit']!.requestSerialize(request);
    expect(Buffer.from(mine['Commit']!.requestSerialize(request))).toEqual(Buffer.from(bytes));
    expect(mine['Commit']!.requestDeserialize(bytes)).toEqual(theirs['Commit']!.requestDeserialize(bytes));
    const answer = { found: { name: 'a/b', createTime: { seconds: 5, nanos: 1 } }, readTime: { seconds: 6 } };
    const answered = theirs['BatchGetDocuments']!.responseSerialize(answer);
    expect(mine['BatchGetDocuments']!.responseDeserialize(answered)).toEqual(
      theirs['BatchGetDocuments']!.responseDeserialize(answered),
    );
  });
});
