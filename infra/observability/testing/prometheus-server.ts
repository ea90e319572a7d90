import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether Prometheus and promtool are on this machine. */
export const hasPrometheus = ['prometheus', 'promtool'].every(
  (tool) => spawnSync(tool, ['--version']).status === 0,
);

/** One answer: its labels, and its value now or its values over time. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

export interface RunningPrometheus {
  /** What a query gives now. */
  query(expr: string): Promise<readonly Answered[]>;
  /** What a query gives over the last so many seconds, one value a second. */
  range(expr: string, seconds: number): Promise<readonly Answered[]>;
  /** What stands under a path of its HTTP interface. */
  get(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

const folderOfRules = 'infra/observability/prometheus';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Starts Prometheus with the repository's configuration, but for its target, and once a second instead of every 15. */
export async function startPrometheus(target: string): Promise<RunningPrometheus> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-prometheus-'));
  cpSync(folderOfRules, folder, { recursive: true });
  const file = path.join(folder, 'prometheus.yml');
  const configuration = readFileSync(file, 'utf8')
    .replace('127.0.0.1:8080', target)
    .replaceAll('_interval: 15s', '_interval: 1s');
  writeFileSync(file, configuration);
  const port = await freePort();
  const child: ChildProcess = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const base = `http://127.0.0.1:${port}`;
  const get = async (address: string): Promise<unknown> => {
    const response = await fetch(`${base}${address}`);
    const { status, data, error } = (await response.json()) as {
      status: string;
      data: unknown;
      error?: string;
    };
    if (status !== 'success') throw new Error(`Prometheus refused ${address}: ${error}`);
    return data;
  };
  const result = async (address: string) => ((await get(address)) as { result: readonly Answered[] }).result;
  for (let tries = 0; ; tries++) {
    const isReady = await fetch(`${base}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
    if (tries > 600 || child.exitCode !== null) throw new Error('Prometheus did not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    query: (expr) => result(`/api/v1/query?query=${encodeURIComponent(expr)}`),
    range: (expr, seconds) => {
      const end = Math.floor(Date.now() / 1000);
      return result(
        `/api/v1/query_range?query=${encodeURIComponent(expr)}&start=${end - seconds}&end=${end}&step=1`,
      );
    },
    get,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
