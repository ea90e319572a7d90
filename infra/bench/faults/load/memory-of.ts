import { readFileSync } from 'node:fs';

/** Resident memory of a process, MiB (proc(5), `VmRSS`); null where the system does not tell. */
export function memoryOf(pid: number | null): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
    return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1024);
  } catch {
    return null;
  }
}
