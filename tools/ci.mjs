// Runs `npm test`, `npm run test:terraform`, `npm run test:observability` and `npm run test:e2e` as a developer would, and ends with a line that counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './bundle.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'parley-ci-'));

function run(script) {
  const outputFile = path.join(folder, `${script.replace(':', '-')}.json`);
  const { status } = spawnSync(
    'npm',
    ['run', '--silent', script, '--', '--json', `--outputFile=${outputFile}`],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let counted = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0 };
  try {
    counted = JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    console.error(`${script} ended before its tests ran.`);
  }
  const failed = Math.max(counted.numFailedTests, counted.numFailedTestSuites, status === 0 ? 0 : 1);
  return { passed: counted.numPassedTests, failed };
}

const results = ['test', 'test:terraform', 'test:observability', 'test:e2e'].map(run);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
