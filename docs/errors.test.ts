import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { accountsCodes } from '@parley/accounts';
import { adminCodes } from '@parley/admin';
import { apiCodes } from '@parley/api';
import { automationCodes } from '@parley/automation';
import { benchCodes } from '@parley/bench';
import { embeddedCodes } from '@parley/embedded';
import { googleCodes } from '@parley/google';
import { diagnosticCodes } from '@parley/jolie';
import { localCodes } from '@parley/local';
import { observabilityCodes } from '@parley/observability';
import { pipelineCodes } from '@parley/pipeline';
import { closeCodes, relayCodes } from '@parley/relay';

/** Every code in the sources, by the heading under which the page lists it. */
const inSources: Readonly<Record<string, readonly string[]>> = {
  'functions/accounts': Object.values(accountsCodes),
  'functions/api': Object.values(apiCodes),
  'functions/automation': Object.values(automationCodes),
  'functions/jolie': Object.keys(diagnosticCodes),
  'functions/pipeline': Object.values(pipelineCodes),
  'infra/bench': Object.values(benchCodes),
  'infra/embedded': Object.keys(embeddedCodes),
  'infra/google': Object.keys(googleCodes),
  'infra/local': Object.values(localCodes),
  'infra/observability': Object.values(observabilityCodes),
  'infra/admin': Object.values(adminCodes),
  'infra/relay': [...Object.values(relayCodes), ...Object.values(closeCodes).map(String)],
};

/** The codes of the page's tables, by heading. */
function onPage(): Record<string, string[]> {
  const sections: Record<string, string[]> = {};
  let heading = '';
  for (const line of readFileSync('docs/errors.md', 'utf8').split('\n')) {
    const title = /^## `(.*)`$/.exec(line);
    if (title !== null) sections[(heading = title[1]!)] = [];
    const row = /^\| `([^`]+)` \| \S/.exec(line);
    if (row !== null) sections[heading]!.push(row[1]!);
  }
  return sections;
}

describe('docs/errors.md', () => {
  it('lists the parts that have codes', () => {
    expect(Object.keys(onPage()).sort()).toEqual(Object.keys(inSources).sort());
  });

  it.each(Object.keys(inSources))('lists every code of %s, with what it means, and no other', (part) => {
    expect(onPage()[part]!.sort()).toEqual([...inSources[part]!].sort());
  });
});
