import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { strings } from '../strings';
import { wordsOf, wordsOfCode } from './words-of';

/** What only stops a process, or closes a socket: no answer to a page carries it. */
const neverAnswered = /^(key-ring-|password-hash-|stage-result$|pipeline-setting$|\d)/;

/** The codes that docs/errors.md, which a test holds to the sources, lists for a part. */
function codesOf(part: string): string[] {
  const [section = ''] = readFileSync('docs/errors.md', 'utf8').split(`## \`${part}\``)[1]!.split('\n## ');
  return [...section.matchAll(/^\| `([^`]+)` \| \S/gm)].map(([, code]) => code!);
}

describe('the words for a refusal', () => {
  it.each(['functions/accounts', 'functions/api', 'functions/pipeline', 'infra/relay'])(
    'are there for every code that %s may answer a page with',
    (part) => {
      const codes = codesOf(part).filter((code) => !neverAnswered.test(code));
      expect(codes.length).toBeGreaterThan(3);
      expect(codes.filter((code) => strings.problems.refused[code] === undefined)).toEqual([]);
    },
  );

  it('given a code that the page does not know, then they are not the server’s', () => {
    const refusal = { status: 400, code: 'brand-new', title: 'recipientIds must name people who exist' };
    expect(wordsOf(refusal)).toBe(strings.problems.unknown);
    expect(wordsOfCode('brand-new')).toBe(strings.problems.unknown);
  });

  it('given no answer, then they say so', () => {
    expect(wordsOf({ status: 0, code: 'unreachable' })).toBe(strings.problems.unreachable);
  });
});
