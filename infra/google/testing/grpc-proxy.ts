import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';

/** A failure that the next calls of a method meet on their way. */
export interface GrpcFault {
  /** `Commit`, `Publish`, … */
  readonly method: string;
  /** gRPC's status code. */
  readonly code: number;
  /** The call is done all the same, and only its answer is lost. */
  readonly afterwards?: boolean;
}

export interface GrpcProxy {
  readonly address: string;
  /** Each is met once, in this order. */
  readonly faults: GrpcFault[];
  /** How often the methods were called. */
  readonly calls: Map<string, number>;
  close(): void;
}

const unary = {
  'google.firestore.v1.Firestore': ['Commit', 'BeginTransaction', 'Rollback'],
  'google.pubsub.v1.Publisher': ['Publish', 'CreateTopic', 'DeleteTopic', 'GetTopic'],
} as const;
const streaming = {
  'google.firestore.v1.Firestore': ['BatchGetDocuments', 'RunQuery', 'RunAggregationQuery'],
} as const;

const asItIs = (bytes: Buffer): Buffer => bytes;

/** Stands between a client and an emulator, passes the calls on as bytes, and lets those fail that a test names. */
export async function startGrpcProxy(target: string): Promise<GrpcProxy> {
  const upstream = new Client(target, credentials.createInsecure());
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  const faults: GrpcFault[] = [];
  const calls = new Map<string, number>();

  const faultOf = (method: string): GrpcFault | null => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    const at = faults.findIndex((fault) => fault.method === method);
    return at < 0 ? null : faults.splice(at, 1)[0]!;
  };
  const errorOf = ({ code }: GrpcFault) => ({ code, details: 'injected', metadata: new Metadata() });
  const definition = (path: string, responseStream: boolean) => ({
    path,
    requestStream: false,
    responseStream,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  });

  for (const [service, methods] of Object.entries(unary)) {
    const streams = (streaming as Record<string, readonly string[]>)[service] ?? [];
    const pathOf = (method: string) => `/${service}/${method}`;
    const simple = methods.map((method) => [
      method,
      (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
        const fault = faultOf(method);
        if (fault !== null && fault.afterwards !== true) return answer(errorOf(fault));
        upstream.makeUnaryRequest(
          pathOf(method),
          asItIs,
          asItIs,
          call.request,
          call.metadata,
          (failure, response) =>
            answer(fault !== null && failure === null ? errorOf(fault) : failure, response ?? null),
        );
      },
    ]);
    const streamed = streams.map((method) => [
      method,
      (call: ServerWritableStream<Buffer, Buffer>) => {
        const fault = faultOf(method);
        if (fault !== null) return void call.emit('error', errorOf(fault));
        const source = upstream.makeServerStreamRequest(
          pathOf(method),
          asItIs,
          asItIs,
          call.request,
          call.metadata,
        );
        source.on('data', (bytes: Buffer) => call.write(bytes));
        source.on('error', (failure) => call.emit('error', failure));
        source.on('end', () => call.end());
      },
    ]);
    server.addService(
      Object.fromEntries([
        ...methods.map((method) => [method, definition(pathOf(method), false)]),
        ...streams.map((method) => [method, definition(pathOf(method), true)]),
      ]),
      Object.fromEntries([...simple, ...streamed]),
    );
  }

  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (failure, bound) =>
      failure === null ? resolve(bound) : reject(failure),
    ),
  );
  return {
    address: `127.0.0.1:${port}`,
    faults,
    calls,
    close() {
      server.forceShutdown();
      upstream.close();
    },
  };
}

/** Does something while a client finds its emulator elsewhere. */
export function throughProxy<T>(variable: string, address: string, open: () => T): T {
  const before = process.env[variable];
  process.env[variable] = address;
  try {
    return open();
  } finally {
    process.env[variable] = before;
  }
}
