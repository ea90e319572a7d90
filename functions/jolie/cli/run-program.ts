import path from 'node:path';
import { check, compile, type Diagnostic, type Host, type Outcome, type Source } from '../index';
import type { PlainTree, RunOptions } from '../index';
import type { CommandLine } from './command-line';
import { decodeSource, FolderModules } from './folder-modules';
import { limitsOf } from './limits';
import { renderDiagnostics } from './render-diagnostics';
import { tierOf } from './tier';

/** What the command needs from the machine. */
export interface Machine {
  /** The folder that relative paths begin in. */
  readonly folder: string;
  /** A file's bytes; null when there is none. */
  readFile(file: string): Uint8Array | null;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only grow. */
  elapsed(): number;
  freshSeed(): string;
  /** Stops this thread for so many milliseconds. */
  wait(milliseconds: number): void;
  /** The next line of standard input; null at its end. */
  readLine(): string | null;
  out(text: string): void;
  error(text: string): void;
}

export const exitStatus = { finished: 0, failed: 1, notCompiled: 2, limited: 3 } as const;

/** Runs or checks one program; gives the command's exit status. */
export function runProgram(line: CommandLine, machine: Machine): number {
  const place = path.resolve(machine.folder, line.target);
  const bytes = machine.readFile(place);
  if (bytes === null) {
    machine.error(`${line.target}: error: there is no such file\n`);
    return exitStatus.notCompiled;
  }
  const text = decodeSource(bytes);
  if (text === null) {
    machine.error(`${line.target}:1:1: error: the file is not UTF-8\n`);
    return exitStatus.notCompiled;
  }
  const modules = new FolderModules(path.dirname(place));
  const source: Source = { file: path.basename(place), text, modules };
  const nameOf = (file: string): string => path.join(path.dirname(line.target), file);
  const complain = (diagnostics: readonly Diagnostic[]): void => {
    const lineOf = (file: string, at: number): string | null =>
      (file === source.file ? text : (modules.get(file) ?? null))?.split(/\r?\n/)[at - 1] ?? null;
    machine.error(renderDiagnostics(diagnostics, lineOf, nameOf));
  };
  const service = line.service === null ? {} : { service: line.service };
  if (line.mode === 'check') {
    const diagnostics = check(source, service);
    complain(diagnostics);
    return diagnostics.some((each) => each.severity === 'error')
      ? exitStatus.notCompiled
      : exitStatus.finished;
  }
  const parameter = parameterOf(line, machine);
  if (parameter === null) return exitStatus.notCompiled;
  const compiled = compile(source, { ...service, ...tierOf(line) });
  complain(compiled.diagnostics);
  if (compiled.program === null) return exitStatus.notCompiled;
  const began = machine.elapsed();
  const host = hostOf(line, machine, nameOf);
  const outcome = compiled.program.run(line.programArguments, host, limitsOf(line), parameter);
  const took = machine.elapsed() - began;
  machine.error(describe(outcome, nameOf));
  if (line.stats) {
    const { gas, peakBytes } = outcome;
    machine.error(`${JSON.stringify({ gas, ms: Math.round(took * 1000) / 1000, peakBytes })}\n`);
  }
  if (outcome.kind === 'finished') return outcome.exitStatus;
  return outcome.kind === 'limit' ? exitStatus.limited : exitStatus.failed;
}

/** The service's parameter, where one is given; null when its file is not JSON. */
function parameterOf(line: CommandLine, machine: Machine): RunOptions | null {
  if (line.parameterFile === null) return {};
  const bytes = machine.readFile(path.resolve(machine.folder, line.parameterFile));
  const text = bytes === null ? null : decodeSource(bytes);
  try {
    if (text !== null) return { parameter: JSON.parse(text) as PlainTree };
  } catch {
    // What is not JSON is reported as what is not there: there is no parameter in it.
  }
  machine.error(`--params: ${line.parameterFile} is no file of JSON\n`);
  return null;
}

function hostOf(line: CommandLine, machine: Machine, nameOf: (file: string) => string): Host {
  const began = machine.elapsed();
  return {
    start: line.now ?? machine.now(),
    seed: line.seed ?? machine.freshSeed(),
    elapsed: () => machine.elapsed() - began,
    write: (text) => machine.out(text),
    readLine: () => machine.readLine(),
    report: ({ fault, place }) => {
      const where = place === null ? '' : `${nameOf(place.file)}:${place.line}:${place.column}: `;
      machine.error(`${where}fault ${fault} ended a session\n`);
    },
    ...(line.realTime ? { wait: (milliseconds: number) => machine.wait(milliseconds) } : {}),
  };
}

/** What standard error tells of an outcome: nothing when it finished. */
function describe(outcome: Outcome, nameOf: (file: string) => string): string {
  if (outcome.kind === 'finished') return '';
  const { place } = outcome;
  const where = place === null ? '' : `${nameOf(place.file)}:${place.line}:${place.column}: `;
  if (outcome.kind === 'limit') {
    const waits = (outcome.waiting ?? []).map(
      (each) => `  waits at ${nameOf(each.file)}:${each.line}:${each.column}\n`,
    );
    return `${where}limit ${outcome.limit}\n${waits.join('')}`;
  }
  return `${where}fault ${outcome.name}\n${outcome.tree}${outcome.tree.endsWith('\n') ? '' : '\n'}`;
}
