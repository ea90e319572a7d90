import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Packages that the bench compares with, each of which may be missing. */
export const peerPackages = ['isolated-vm', 'quickjs', 'socket.io'] as const;
export type PeerPackage = (typeof peerPackages)[number];

/** isolated-vm brings what it needs built for Node 22 and later; the last one before is built here. */
const isolatedVm = Number(process.versions.node.split('.')[0]) >= 22 ? 'isolated-vm-6' : 'isolated-vm-5';

/** By what name each package lies in the folder. */
export const packageNames: Readonly<Record<PeerPackage, string>> = {
  'isolated-vm': isolatedVm,
  quickjs: 'quickjs-emscripten-core',
  'socket.io': 'socket.io',
};

/** Fetching takes seconds; building one minute of a quiet machine. */
const [longestFetchMilliseconds, longestBuildMilliseconds] = [180_000, 600_000];

/** Runs npm in a folder for so long at most; resolves with whether it succeeded. */
function npm(folder: string, args: readonly string[], milliseconds: number): Promise<boolean> {
  // Headers that were installed with Node are taken, so that a build fetches nothing.
  const prefix = path.dirname(path.dirname(process.execPath));
  const hasHeaders = existsSync(path.join(prefix, 'include/node/node.h'));
  const env = { ...process.env, ...(hasHeaders ? { npm_config_nodedir: prefix } : {}) };
  // A group of its own: what npm started ends with it.
  const child = spawn('npm', args, { cwd: folder, env, stdio: 'ignore', detached: true });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, milliseconds);
    const settle = (succeeded: boolean) => {
      clearTimeout(timer);
      resolve(succeeded);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}

const versionIn = (file: string, place: string): string | undefined =>
  existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, { version?: string }> }).packages[
        place
      ]?.version
    : undefined;

/**
 * Installs the peers of `folder` as its lockfile says, where they are not there yet, and builds the one that must be
 * built. Resolves with those that can be loaded: what can't be fetched or built here is left out, and `progress` is told.
 */
export async function installPeers(
  folder: string,
  progress: (what: string) => void,
): Promise<ReadonlySet<PeerPackage>> {
  const places = Object.values(packageNames).map((name) => `node_modules/${name}`);
  const isInstalled = places.every((place) => {
    const wanted = versionIn(path.join(folder, 'package-lock.json'), place);
    return versionIn(path.join(folder, 'node_modules/.package-lock.json'), place) === wanted;
  });
  if (!isInstalled) {
    progress('fetching what is compared with');
    if (!(await npm(folder, ['ci'], longestFetchMilliseconds))) {
      progress('it could not be fetched: rows of other engines and of socket.io are left out');
      return new Set();
    }
  }
  const found = new Set<PeerPackage>(peerPackages);
  const built = path.join(folder, 'node_modules', isolatedVm);
  const isBuilt = isolatedVm === 'isolated-vm-6' || existsSync(path.join(built, 'out/isolated_vm.node'));
  if (!isBuilt) {
    progress('building isolated-vm, once: a minute, or ten where the machine is busy');
    const rebuild = ['rebuild', isolatedVm, '--ignore-scripts=false'];
    if (!(await npm(folder, rebuild, longestBuildMilliseconds))) {
      progress(
        'isolated-vm could not be built (it needs Python, make and a C++ compiler): its rows are left out',
      );
      found.delete('isolated-vm');
    }
  }
  return found;
}
