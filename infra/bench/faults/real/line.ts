import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A connection that runs through the line. */
interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Breaks it off in the middle of what comes next, so that half a frame arrives; or at once. */
  cut(): void;
  /** Swallows everything from now on, in both directions, and tells nobody. */
  deafen(): void;
}

/** The way between clients and the product, on the loopback interface. */
export interface Line {
  readonly port: number;
  /** Connections that are open. */
  readonly size: number;
  /** Cuts so many connections, drawn. */
  cut(most: number, random: () => number): number;
  /** Lets so many connections be half-open, drawn. */
  deafen(most: number, random: () => number): number;
  close(): Promise<void>;
}

/** Half a frame must come soon, or the connection is cut without one, ms. */
const cutMilliseconds = 500;

function pairOf(near: Socket, to: () => number): Pair {
  const far = connect(to(), '127.0.0.1');
  let isCut = false;
  let isDeaf = false;
  const destroy = () => {
    near.destroy();
    far.destroy();
  };
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('data', (bytes: Buffer) => {
      if (isDeaf) return;
      if (isCut) {
        other.write(bytes.subarray(0, bytes.length >> 1), destroy);
        return;
      }
      if (!other.write(bytes)) {
        one.pause();
        other.once('drain', () => one.resume());
      }
    });
    one.on('error', () => {});
    // Who is half-open does not hear of the end of the other side.
    one.on('close', () => (isDeaf ? undefined : other.destroy()));
  }
  return {
    near,
    far,
    cut() {
      isCut = true;
      setTimeout(destroy, cutMilliseconds).unref();
    },
    deafen: () => void (isDeaf = true),
  };
}

/** Lays a line to a port of the loopback interface, which may change. */
export async function layLine(to: () => number): Promise<Line> {
  const pairs = new Set<Pair>();
  const server = createServer((near) => {
    const pair = pairOf(near, to);
    pairs.add(pair);
    near.on('close', () => pairs.delete(pair));
  });
  const some = (most: number, random: () => number): Pair[] => {
    const left = [...pairs];
    const chosen: Pair[] = [];
    while (chosen.length < most && left.length > 0)
      chosen.push(...left.splice(Math.floor(random() * left.length), 1));
    return chosen;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get size() {
      return pairs.size;
    },
    cut(most, random) {
      const chosen = some(most, random);
      for (const pair of chosen) pair.cut();
      return chosen.length;
    },
    deafen(most, random) {
      const chosen = some(most, random);
      for (const pair of chosen) pair.deafen();
      return chosen.length;
    },
    close: () =>
      new Promise((resolve) => {
        for (const { near, far } of pairs) {
          near.destroy();
          far.destroy();
        }
        server.close(() => resolve());
      }),
  };
}
