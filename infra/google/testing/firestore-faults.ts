import { codes, type CodeName } from '../firestore-http/failure';
import { emulatedFirestore } from './emulated';
import { openFirestoreHttp } from '../firestore-http';
import type { Database } from '../firestore/database';
import { startGrpcProxy, throughProxy, type GrpcFault } from './grpc-proxy';
import { startHttpProxy, type HttpFault } from './http-proxy';

const statuses = { 4: 504, 8: 429, 10: 409, 14: 503 } as const;

/** A fault of Firestore's gRPC interface as its HTTP interface shows it; a connection that broke afterwards is cut. */
export function httpFaultOf({ method, code, afterwards = false }: GrpcFault): HttpFault {
  const [status] = (Object.keys(codes) as CodeName[]).filter((name) => codes[name] === code);
  const isCut = status === 'UNAVAILABLE' && afterwards;
  return {
    address: `:${method[0]!.toLowerCase()}${method.slice(1)}`,
    status: isCut ? null : statuses[code as keyof typeof statuses],
    json: { error: { status, message: 'injected' } },
    afterwards,
  };
}

/** Firestore's emulator behind a proxy that fails as it is told. */
export interface FaultyFirestore {
  /** The next calls that these are for fail, one for each; earlier faults are forgotten. */
  fail(...faults: readonly GrpcFault[]): void;
  open(projectId: string): Database;
  close(): void;
}

/** Both clients of it, each through a proxy of its own kind. */
export const faultyFirestores: readonly (readonly [string, (target: string) => Promise<FaultyFirestore>])[] =
  [
    [
      'by Google’s library',
      async (target) => {
        const proxy = await startGrpcProxy(target);
        return {
          fail: (...faults) => void proxy.faults.splice(0, Infinity, ...faults),
          open: (projectId) =>
            throughProxy('FIRESTORE_EMULATOR_HOST', proxy.address, () => emulatedFirestore(projectId)),
          close: () => proxy.close(),
        };
      },
    ],
    [
      'by HTTP',
      async (target) => {
        const proxy = await startHttpProxy(target);
        return {
          fail: (...faults) => void proxy.faults.splice(0, Infinity, ...faults.map(httpFaultOf)),
          open: (projectId) => openFirestoreHttp(projectId, '(default)', proxy.address),
          close: () => proxy.close(),
        };
      },
    ],
  ];
