import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { stagesOf } from './dockerfile';
import { held, type Mutation } from './held';
import { dockerfileRules, manifestRules } from './rules';

held(['infra/relay/Dockerfile', 'infra/local/Dockerfile'], dockerfileRules, [
  ['every image has a version', 'node:24.21.0-trixie-slim', 'node:latest'],
  ['every image has a version', 'node:24.21.0-trixie-slim', 'node'],
  ['the image is a slim one', '-slim\nWORKDIR /parley', '\nWORKDIR /parley'],
  ['the image is a slim one', '-slim\n# New', '\n# New'],
  ['what builds it stays out of it', 'COPY --from=build /repository/build/image/', 'COPY build/image/'],
  ['packages are those of the lock', 'npm ci', 'npm install'],
  ['a user without rights runs it, by number', 'USER 65532:65532\n', ''],
  ['a user without rights runs it, by number', 'USER 65532:65532', 'USER node'],
  ['a user without rights runs it, by number', 'USER 65532:65532', 'USER 65532:65532\nUSER root'],
  ['its files belong to root', 'COPY --from=build', 'COPY --chown=65532:65532 --from=build'],
  ['nothing is fetched past the package manager', 'USER', 'ADD https://parley.example/file /file\nUSER'],
  ['nothing is fetched past the package manager', 'npm ci', 'curl -O https://parley.example && npm ci'],
  ['no secret is in it', 'NODE_ENV=production', 'NODE_ENV=production PARLEY_JWT_KEYS=k1:secret'],
  ['no secret is in it', 'WORKDIR /repository', 'ARG NPM_TOKEN\nWORKDIR /repository'],
  ['it says how it is', 'HEALTHCHECK', '# HEALTHCHECK'],
  ['it says how it is', 'CMD ["node", "healthy.mjs", "http://127.0.0.1:8080/healthz"]', 'NONE'],
  ['it says how it is', '--timeout=5s', ''],
  ['signals reach it', 'CMD ["node", "index.mjs"', 'CMD ["npm", "start"'],
  ['signals reach it', '\nCMD ["node", "index.mjs"', '\nCMD node index.mjs # ["'],
  ['signals reach it', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL'],
  ['its words are files of its folder', '"index.mjs"', '"/tmp/index.mjs"'],
]);

const ofManifests: readonly Mutation[] = [
  ['it has the shape of its kind', 'readOnlyRootFilesystem', 'readOnlyRootFileSystem'],
  ['it has the shape of its kind', 'failureThreshold: 30', "failureThreshold: '30'"],
  ['every image has a version', 'parley-relay:0.1.0', 'parley-relay'],
  ['a user without rights runs it, by number', 'runAsNonRoot: true', 'runAsNonRoot: false'],
  ['a user without rights runs it, by number', 'runAsUser: 65532', 'runAsUser: 0'],
  ['its files cannot be changed', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'],
  ['it has no capability', 'drop: [ALL]', 'drop: [NET_RAW]'],
  ['it wins no privilege', 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'],
  ['its system calls are filtered', 'type: RuntimeDefault', 'type: Unconfined'],
  ['it has no token for the cluster', '      automountServiceAccountToken: false\n', ''],
  ['what it takes is bounded', "limits: { cpu: '2', memory: 2Gi }", "limits: { cpu: '2' }"],
  ['it is asked how it is, at the port where it listens', 'path: /healthz', 'path: /'],
  ['it is asked how it is, at the port where it listens', 'containerPort: 8080', 'containerPort: 8081'],
  ['it is asked how it is, at the port where it listens', 'livenessProbe', 'lifenessProbe'],
  ['no secret is in it', 'name: PARLEY_ORIGINS, value:', 'name: SOME_TOKEN, value:'],
  ['no secret is in it', 'PARLEY_ORIGINS: https', 'SOME_TOKEN: https'],
  ['no secret is in it', 'kind: ConfigMap', 'kind: Secret'],
];
held(['infra/relay/kubernetes.yaml'], manifestRules, [
  ...ofManifests,
  ['it has time to end', 'terminationGracePeriodSeconds: 30', 'terminationGracePeriodSeconds: 3'],
]);
held(['infra/relay/knative.yaml'], manifestRules, [
  ...ofManifests,
  ['it has time to end', 'timeoutSeconds: 600', 'timeoutSeconds: 3'],
]);

describe('the images', () => {
  it('stand on the same one, so that a machine holds it once', () => {
    const images = ['infra/relay/Dockerfile', 'infra/local/Dockerfile'].flatMap((file) =>
      stagesOf(readFileSync(file, 'utf8')).map(({ image }) => image),
    );
    expect(new Set(images).size).toBe(1);
  });
});

describe('what an image is built from', () => {
  /** Whether the context of a build holds a file: of the lines that match it or a folder above it, the last counts. */
  const isInContext = (lines: readonly string[], file: string): boolean => {
    const above = file.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const matches = (line: string) => {
      const glob = line.replace(/^!/, '').replaceAll('.', '\\.');
      const pattern = glob.replace(/^\*\*\//, '(?:.+/)?').replace(/(?<!\+)\*/, '[^/]*');
      return above.some((each) => new RegExp(`^${pattern}$`).test(each));
    };
    return lines.reduce((isIn, line) => (matches(line) ? line.startsWith('!') : isIn), true);
  };
  const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const lines = linesOf(readFileSync('.dockerignore', 'utf8'));
  const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n').filter(Boolean);

  it('given a file of the repository that a build reads, then it is there', () => {
    const isRead = (file: string) =>
      /^(functions|infra|web|tools)\//.test(file) ||
      /^(package.*|terraform\/package)\.json$|^\.npmrc$/.test(file);
    const needed = tracked.filter(isRead).filter((file) => !/\/\./.test(file));
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter((file) => !isInContext(lines, file))).toEqual([]);
  });

  it.each([
    '.git/config',
    '.parley/parley.db',
    '.env',
    'infra/local/.env',
    'node_modules/ws/index.js',
    'web/dist/index.html',
    'build/image/relay/index.mjs',
    'parley.jsonl',
    'infra/relay/tls.key',
    'terraform/environments/production.tfvars',
  ])('given %s, then it is not', (file) => {
    expect(isInContext(lines, file)).toBe(false);
    // Without the rule that nothing is there, or with one line more, it would be.
    expect(isInContext([...lines, `!${file}`], file)).toBe(true);
  });
});
