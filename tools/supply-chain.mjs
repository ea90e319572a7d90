// `npm run supply-chain`: what comes in from others, and by which right; writes the bill of materials (CycloneDX) to build/sbom.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundle.mjs';
import { checkImports, checkLockfile } from './supply-chain/check.mjs';

const found = [...checkLockfile(root), ...checkImports(root)];
for (const each of found) console.error(each);

const { status, stdout, stderr } = spawnSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'],
  {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  },
);
if (status !== 0) {
  console.error(`The bill of materials could not be made: ${stderr}`);
  process.exit(1);
}
const file = path.join(root, 'build/sbom.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, stdout);
const { components } = JSON.parse(stdout);
console.log(
  `${components.length} packages, ${found.length} findings; the bill of materials is in build/sbom.json`,
);
process.exitCode = found.length === 0 ? 0 : 1;
