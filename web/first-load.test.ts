import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

interface FirstLoad {
  readonly budget: number;
  readonly total: number;
  readonly files: readonly { readonly address: string; readonly bytes: number }[];
}

describe('the first load of the page', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['tools/first-load.mjs', '--json'], {
    encoding: 'utf8',
  });
  const measured = (stdout === '' ? { files: [] } : JSON.parse(stdout)) as FirstLoad;
  const kilobytes = (measured.total / 1000).toFixed(1);

  it(`is under 200 kB compressed with gzip, scripts, styles and fonts together: ${kilobytes} kB`, () => {
    expect(stderr).toBe('');
    expect(measured.budget).toBe(200_000);
    expect(measured.total).toBeLessThanOrEqual(measured.budget);
  });

  it('has no fonts, and no studio', () => {
    const addresses = measured.files.map(({ address }) => address);
    expect(addresses.filter((address) => /woff|studio|worker/.test(address))).toEqual([]);
    expect(addresses.some((address) => address.endsWith('.js'))).toBe(true);
  });
});
