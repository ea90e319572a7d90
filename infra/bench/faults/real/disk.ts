import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A folder on a disk that may be filled. */
export interface Disk {
  /** Why it can't be filled; null when it can. */
  readonly cantFill: string | null;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives the room back. */
  clear(): void;
  /** Gives the disk back. */
  close(): void;
}

const mebibyte = 1024 * 1024;
const sizeMebibytes = 256;

/**
 * Mounts a small file system in memory on the folder, where this user may mount one. Elsewhere the folder stays on the
 * machine's disk, which is never filled.
 */
export function mountDisk(folder: string): Disk {
  const filler = path.join(folder, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMebibytes}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    const cantFill = 'this user may not mount a disk to fill';
    return { cantFill, fill: () => {}, clear: () => {}, close: () => {} };
  }
  return {
    cantFill: null,
    fill() {
      const file = openSync(filler, 'w');
      try {
        for (let size = mebibyte; size >= 512;) {
          try {
            writeSync(file, Buffer.alloc(size));
          } catch {
            size /= 2;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(filler, { force: true }),
    close: () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }),
  };
}
