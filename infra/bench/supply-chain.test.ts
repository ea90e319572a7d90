import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** The checks are a module of ES, as the tools are: they run in a process of their own. */
const findings = (check: string): unknown => {
  const program = `import { ${check} } from './tools/supply-chain/check.mjs'; console.log(JSON.stringify(${check}(process.cwd())));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return stdout === '' ? stderr : JSON.parse(stdout);
};

describe('what comes in from others', () => {
  it('has a hash of its content, no place of its own, a licence that is allowed and no program that is not', () => {
    expect(findings('checkLockfile')).toEqual([]);
  });

  it('is declared by the workspace that imports it, and imported by the one that declares it', () => {
    expect(findings('checkImports')).toEqual([]);
  });
});
