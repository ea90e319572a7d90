import { spawn } from 'node:child_process';
import { describe, expect, it, jest } from '@jest/globals';

// A guard against hanging: on a busy machine a seed takes a second.
jest.setTimeout(600_000);

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the command; `interrupt`: with a Ctrl-C as soon as it says how far it is. */
function simulate(options: readonly string[], { interrupt = false } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['tools/faults.mjs', '--simulate', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.on('data', () => {
    if (interrupt) child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

describe('the simulation by command', () => {
  it('says that all was kept, and of how many seeds', async () => {
    const { code, output } = await simulate(['--seeds', '6', '--seed', '40']);
    expect(code).toBe(0);
    expect(output).toMatch(/^seeds +6 of 6, from 40 on/m);
    expect(output).toMatch(/^violations +0$/m);
  });

  it.each(['random-ids', 'acknowledge-first', 'no-lease-check'])(
    'ends at what it finds without a precaution (%s), and finds the same again by the command that it names',
    async (defect) => {
      // given
      const found = await simulate(['--seeds', '1000', '--break', defect]);
      expect(found.code).toBe(1);
      const [, replay] = /^again by +npm run faults -- --simulate (.+)$/m.exec(found.output)!;
      // when
      const again = await simulate(replay!.split(' '));
      // then
      const toldOf = ({ output }: Ended) => output.slice(output.search(/^seed \d+: /m));
      expect(again.code).toBe(1);
      expect(toldOf(again)).toBe(toldOf(found));
      expect(toldOf(again)).toMatch(/^made small/m);
    },
  );

  it('says what was run when it is interrupted', async () => {
    // given more than it will come to
    const { code, output } = await simulate(['--seeds', '1000000'], { interrupt: true });
    // then
    expect(code).toBe(130);
    expect(output).toMatch(/^seeds +\d+ of 1000000/m);
    expect(output).toMatch(/^interrupted/m);
  });
});
