import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A folder on a disk that may be filled and slowed down. */
export interface Disk {
  /** Why it can't be filled; null when it can. */
  readonly cantFill: string | null;
  /** Why it can't be slowed down; null when it can. */
  readonly cantSlow: string | null;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives the room back. */
  clear(): void;
  /** Lets what is written stand still for up to a second, again and again, for so long (ms). */
  stutter(milliseconds: number, random: () => number): Promise<void>;
  /** Gives the disk back. */
  close(): void;
}

const mebibyte = 1024 * 1024;
const sizeMebibytes = 256;
/** How long a write stands still at least and at most, and what comes through between two such times, ms. */
const [leastStill, mostStill, between] = [100, 1_000, 50];

const command = (name: string, ...given: string[]) => void execFileSync(name, given, { stdio: 'ignore' });

/** Whether it succeeded. */
function tried(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** A small file system of its own in a file beside the folder, mounted on it: its writes can be held back. */
function mountImage(folder: string, image: string): void {
  writeFileSync(image, '');
  truncateSync(image, sizeMebibytes * mebibyte);
  command('mkfs.ext4', '-q', '-F', '-m', '0', image);
  command('mount', '-o', 'loop', image, folder);
}

/**
 * Mounts a small disk on the folder, where this user may mount one: in a file, or in memory where that is not possible.
 * Elsewhere the folder stays on the machine's disk, which is neither filled nor slowed down.
 */
export function mountDisk(folder: string): Disk {
  const image = `${folder}.image`;
  const filler = path.join(folder, 'filler');
  const isImage = tried(() => mountImage(folder, image));
  const isMounted =
    isImage || tried(() => command('mount', '-t', 'tmpfs', '-o', `size=${sizeMebibytes}m`, 'tmpfs', folder));
  const cantSlow = isImage
    ? null
    : 'this user may not mount a disk in a file, and another one can’t be slowed';
  return {
    cantFill: isMounted ? null : 'this user may not mount a disk to fill',
    cantSlow,
    fill() {
      if (!isMounted) return;
      const file = openSync(filler, 'w');
      try {
        for (let size = mebibyte; size >= 512;) {
          if (!tried(() => writeSync(file, Buffer.alloc(size)))) size /= 2;
        }
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(filler, { force: true }),
    async stutter(milliseconds, random) {
      if (cantSlow !== null) return;
      for (let left = milliseconds; left > 0;) {
        const still = leastStill + random() * (mostStill - leastStill);
        await standStill(folder, still);
        await wait(between);
        left -= still + between;
      }
    },
    close() {
      if (isMounted) command('umount', '-l', folder);
      rmSync(image, { force: true });
    },
  };
}

/** Holds all writes to the file system back for so long, ms. It is let go even if this process ends meanwhile. */
function standStill(folder: string, milliseconds: number): Promise<void> {
  const script = 'fsfreeze --freeze "$1" && sleep "$2"; fsfreeze --unfreeze "$1"';
  const given = ['-c', script, 'sh', folder, (milliseconds / 1000).toFixed(3)];
  const child = spawn('sh', given, { stdio: 'ignore', detached: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
