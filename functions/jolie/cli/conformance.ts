import path from 'node:path';
import type { CommandLine } from './command-line';
import { judgeCase } from './conformance-case';
import { collectCases } from './conformance-folder';
import { limitsOf } from './limits';
import { exitStatus, type Machine } from './run-program';
import { tierOf } from './tier';

/** Runs every case of a folder, each from a fresh state; a line for each that fails, and a last line that counts. */
export function runConformance(line: CommandLine, machine: Machine): number {
  const collected = collectCases(path.resolve(machine.folder, line.target));
  if (collected.length === 0) {
    machine.error(`${line.target}: error: there are no cases\n`);
    machine.out('0 passed, 0 failed\n');
    return exitStatus.failed;
  }
  let failed = 0;
  for (const each of collected) {
    const host = {
      start: line.now ?? machine.now(),
      seed: line.seed ?? each.name,
      elapsed: () => machine.elapsed(),
    };
    const verdict = judgeCase(each, limitsOf(line), host, tierOf(line));
    if (verdict.passed) continue;
    failed++;
    machine.out(`${each.name}: ${verdict.difference}\n`);
  }
  machine.out(`${collected.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? exitStatus.finished : exitStatus.failed;
}
