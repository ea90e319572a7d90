import { defaultLimits, type Limits } from '../index';
import type { CommandLine } from './command-line';

const mebibyte = 1024 * 1024;

/** The limits of the command: a program of one's own may use far more than an uploaded script. */
export function limitsOf(line: Pick<CommandLine, 'gas' | 'milliseconds' | 'memoryBytes'>): Limits {
  return {
    ...defaultLimits,
    gas: line.gas ?? 2_000_000_000,
    milliseconds: line.milliseconds ?? 60_000,
    memoryBytes: line.memoryBytes ?? 512 * mebibyte,
    outputBytes: 64 * mebibyte,
    outputLines: 1_000_000,
  };
}
