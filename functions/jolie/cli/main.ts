// The command `jolie`: hands the machine to the command's rules and ends with their status.
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeSync } from 'node:fs';
import { help } from './help';
import { parseCommandLine } from './command-line';
import { runConformance } from './conformance';
import { runProgram, type Machine } from './run-program';
import { LineReader } from './line-reader';

function write(descriptor: number, text: string): void {
  // Java prints a lone surrogate as a question mark.
  const bytes = Buffer.from(text.replace(/\p{Surrogate}/gu, '?'));
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const input = new LineReader(0);
const machine: Machine = {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  readFile: (file) => (statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null),
  now: () => Date.now(),
  elapsed: () => performance.now(),
  freshSeed: () => randomUUID(),
  wait: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  readLine: () => input.next(),
  out: (text) => write(1, text),
  error: (text) => write(2, text),
};

const parsed = parseCommandLine(process.argv.slice(2));
if (!parsed.ok) {
  machine.error(`jolie: ${parsed.reason} (--help tells more)\n`);
  process.exitCode = 1;
} else if (parsed.line.mode === 'help') machine.out(help);
else
  process.exitCode = (parsed.line.mode === 'conformance' ? runConformance : runProgram)(parsed.line, machine);
