import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { openEmbedded, systemClock as clock, systemIds as ids, type Embedded } from '@parley/embedded';
import { silentTelemetry } from '@parley/ports';
import { embeddedOperations, exportLines, importLines, readCommandLine } from '../index';
import { allOf, linesOf, populate } from '../testing/populated';

const root = mkdtempSync(path.join(tmpdir(), 'parley-transfer-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const opened: Embedded[] = [];
const folder = () => path.join(root, String(folders++));
const open = (directory = folder()) => {
  const embedded = openEmbedded({ directory, clock, ids, telemetry: silentTelemetry });
  opened.push(embedded);
  return embedded;
};
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
const quietly = { clock, onProgress: () => {} };

async function populated(): Promise<string[]> {
  const from = open();
  await populate(from);
  return allOf(linesOf(exportLines(from, 0)));
}
async function* texts(lines: readonly string[]) {
  yield* lines;
}

describe('an export', () => {
  it('given that it is imported elsewhere, then the same is there, and an export of that is the same', async () => {
    const lines = await populated();
    const to = open();
    expect(await importLines(to, texts(lines), quietly)).toEqual({ users: 2, scripts: 4, messages: 10 });
    expect(await allOf(linesOf(exportLines(to, 0)))).toEqual(lines);
  });

  it('given that the import was interrupted, when it is done again, then nothing is there twice', async () => {
    const lines = await populated();
    const to = open();
    await expect(importLines(to, texts(lines.slice(0, -4)), quietly)).rejects.toMatchObject({
      code: 'export-damaged',
    });
    await importLines(to, texts(lines), quietly);
    await importLines(to, texts(lines), quietly);
    expect(await allOf(linesOf(exportLines(to, 0)))).toEqual(lines);
  });

  it('given somebody else of the same name, then that is said, and nobody is replaced', async () => {
    const lines = await populated();
    const to = open();
    await to.accounts.create('ADA', 'other');
    await expect(importLines(to, texts(lines), quietly)).rejects.toMatchObject({ code: 'account-taken' });
    expect((await to.accounts.credentials('ada'))!.passwordHash).toBe('other');
  });

  it.each([
    ['is no export', ['{"a":1}']],
    ['begins with something else', ['{"kind":"end","users":0}']],
    ['is of a later format', ['{"kind":"parley","format":2,"at":"x"}']],
    ['has a line that is not JSON', ['{"kind":"parley","format":1,"at":"x"}', 'secret']],
    [
      'has a message that is none',
      ['{"kind":"parley","format":1,"at":"x"}', '{"kind":"message","userId":1,"message":{"secret":1}}'],
    ],
  ])('given that the file %s, then it is refused, without its content', async (_, lines) => {
    const failure: unknown = await importLines(open(), texts(lines), quietly).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({ code: 'export-damaged' });
    expect(String(failure)).not.toContain('secret":1');
  });

  it('is written to a new file by an operator’s command, and put in by another', async () => {
    const directory = folder();
    await populate(open(directory));
    for (const each of opened.splice(0)) await each.close();
    const file = path.join(root, 'parley.jsonl');
    const operator = async (data: string, ...argv: string[]) => {
      const asked = readCommandLine(argv);
      if (asked.kind === 'help') throw new Error('asked for help');
      const operations = embeddedOperations(data, { clock, ids });
      try {
        return (await asked.run(operations, () => {})).text;
      } finally {
        await operations.close();
      }
    };
    expect(await operator(directory, 'export', file)).toMatch(
      /^2 people, 4 versions of scripts and 10 messages/,
    );
    await expect(operator(directory, 'export', file)).rejects.toMatchObject({ code: 'file-there' });
    expect(readFileSync(file, 'utf8')).toMatch(/"kind":"end","users":2\}\n$/);
    expect(await operator(folder(), 'import', file)).toMatch(
      /^2 people, 4 versions of scripts and 10 messages/,
    );
  });
});
