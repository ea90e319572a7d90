// `npm run test:terraform`: the checks of terraform/, then what HashiCorp's own command says where it is installed: the
// format, each world's variables against their validations, and, where the providers can be had, `terraform validate`.
// What could not run is said at the end.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './bundle.mjs';

const source = path.join(root, 'terraform');
const folder = mkdtempSync(path.join(tmpdir(), 'parley-terraform-'));
const worlds = readdirSync(path.join(source, 'environments')).filter((file) => file.endsWith('.tfvars'));
const leftOut = [];
const failures = [];

const terraform = (cwd, ...args) =>
  spawnSync('terraform', args, {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
  });

function expect(what, isSo, said) {
  console.log(`${isSo ? 'ok' : 'NOT OK'}  ${what}`);
  if (!isSo) failures.push(`${what}\n${said}`);
}

function checkFormat() {
  const { status, stdout } = terraform(source, 'fmt', '-check', '-recursive', '.');
  expect('terraform fmt changes nothing', status === 0, stdout);
  const copy = path.join(folder, 'format');
  cpSync(path.join(source, 'environments'), copy, { recursive: true });
  const file = path.join(copy, worlds[0]);
  writeFileSync(file, readFileSync(file, 'utf8').replace(' = ', '='));
  expect('terraform fmt finds a line out of form', terraform(copy, 'fmt', '-check', '.').status !== 0, '');
}

/** The variables alone need no provider, so that Terraform itself can judge what a world gives them. */
function checkVariables() {
  const alone = path.join(folder, 'variables');
  cpSync(path.join(source, 'environments'), alone, { recursive: true });
  copyFileSync(path.join(source, 'variables.tf'), path.join(alone, 'variables.tf'));
  terraform(alone, 'init', '-backend=false', '-input=false');
  const plan = (world, ...more) =>
    terraform(alone, 'plan', '-input=false', '-no-color', `-var-file=${world}`, ...more);
  for (const world of worlds) {
    const { status, stderr } = plan(world);
    expect(`${world} satisfies the variables`, status === 0, stderr);
  }
  const wrong = [
    'api_host=https://a.example',
    'jwt_keys_version=latest',
    'config_publishers=["allUsers"]',
    'sign_in=[]',
  ];
  for (const each of wrong) {
    const { status, stderr } = plan(worlds[0], `-var=${each}`);
    const isRefused = status !== 0 && stderr.includes('Invalid value for variable');
    expect(`${each} is refused`, isRefused, stderr);
  }
}

function validate() {
  const whole = path.join(folder, 'whole');
  cpSync(source, path.join(whole, 'terraform'), {
    recursive: true,
    filter: (file) => !file.includes('.terraform'),
  });
  for (const file of ['firestore.indexes.json', 'firestore.accounts.indexes.json'])
    copyFileSync(path.join(root, file), path.join(whole, file));
  const here = path.join(whole, 'terraform');
  if (terraform(here, 'init', '-backend=false', '-input=false').status !== 0) {
    leftOut.push('terraform validate: the providers could not be downloaded');
    return;
  }
  const { status, stdout, stderr } = terraform(here, 'validate', '-no-color');
  expect('terraform validate', status === 0, stdout + stderr);
}

const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const tests = spawnSync(process.execPath, [jest, '--selectProjects', 'terraform', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (tests.status !== 0) failures.push('jest');
try {
  if (terraform(root, 'version').status === 0) {
    checkFormat();
    checkVariables();
    validate();
  } else {
    leftOut.push(
      'terraform fmt, terraform validate and the variables of each world: there is no terraform here',
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const each of leftOut) console.error(`Left out: ${each}.`);
for (const each of failures) console.error(`\nFailed: ${each}`);
process.exitCode = failures.length === 0 ? 0 : 1;
