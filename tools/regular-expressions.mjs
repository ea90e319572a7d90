// `npm run regular-expressions`: every regular expression that is written out in the product, held to linear time by recheck. Takes minutes.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './bundle.mjs';

// The checker that comes as JavaScript: the same on every machine.
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = await import('recheck');

/** Where one that recheck calls superlinear, or can't decide, may stay, and why. */
const bounded = {
  'functions/jolie/': 'run in a worker that is killed at its deadline',
  'functions/api/device-name.ts': 'applied to 512 characters',
  'functions/automation/contract/permissions.ts': 'applied to names in one’s own script, in one’s own page',
  'functions/ports/contract/': 'used by tests',
  'infra/google/identity.ts': 'applied to an address that a provider confirmed',
  'infra/google/pubsub/pull.ts': 'applied to a name that the relay made',
  'web/src/features/automation/editor/jolie-language.ts': 'applied to one’s own script, in one’s own page',
  'web/src/features/conversation/text/linkify.ts': 'each match begins where the one before it ended',
  'web/src/features/session/address-form.tsx': 'applied to what one writes oneself',
};

const left = new Set(['node_modules', 'dist', 'build', 'conformance', 'bench', 'testing', 'fuzz']);

/** The product's own sources: no tests, no laboratory. */
function* sourcesBelow(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!left.has(entry.name)) yield* sourcesBelow(file);
    } else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name)) yield file;
  }
}

/** Every regular expression that is written out in a file. */
function expressionsOf(file) {
  const found = [];
  const parsed = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      found.push({ file, line: line + 1, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

const all = ['functions', 'infra', 'web/src'].flatMap((folder) =>
  [...sourcesBelow(folder)].flatMap(expressionsOf),
);
let suspect = 0;
for (const { file, line, source, flags } of all) {
  const { status } = checkSync(source, flags, { timeout: 20_000, checker: 'automaton' });
  if (status === 'safe') continue;
  const reason = Object.entries(bounded).find(([place]) => file.startsWith(place))?.[1];
  if (reason === undefined) suspect++;
  console.log(`${file}:${line} /${source}/${flags} ${status}: ${reason ?? 'NOT BOUNDED'}`);
}
console.log(`${all.length} regular expressions, ${suspect} that a long text could hold up`);
process.exitCode = suspect === 0 ? 0 : 1;
