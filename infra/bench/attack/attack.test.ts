import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '@parley/api';
import { operations } from './access/operations';
import { accessTable } from './access/table';
import type { Built } from './product/product';
import { runSection } from './run';
import { sections } from './sections';
import { stands, replaced } from './weaken';
import { missingTexts } from './weakenings';

const built = (webDirectory: string): Built => ({
  productFile: path.resolve('build/run/infra-bench-attack-product-main.mjs'),
  workerFile: path.resolve('build/run/functions-automation-runner-worker-main.mjs'),
  webDirectory,
});

describe('the laboratory', () => {
  it('names each attack once', () => {
    const ids = sections.flatMap(({ attacks }) => attacks.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
  });

  it('switches off what is there: the built files hold every text that it takes away', () => {
    expect(missingTexts(sections, built(''))).toEqual([]);
  });

  it('finds a text whatever numbers its names got and however its lines are laid out, and keeps the numbers', () => {
    const file = 'if (count2 > most3)\n    throw new Error("x");';
    expect(stands(file, 'if (count > most) throw')).toBe(true);
    expect(stands(file, 'if (count > least) throw')).toBe(false);
    expect(replaced(file, [['if (count > most) throw', 'if (false && most) throw']])).toBe(
      'if (false && most3) throw new Error("x");',
    );
    expect(() => replaced(file, [['never there', '']])).toThrow('never there');
  });
});

describe('who may do what', () => {
  it('is said of every operation of the interface', () => {
    const described = Object.entries(openApiDocument.paths).flatMap(([address, item]) =>
      Object.keys(item as object)
        .filter((each) => ['get', 'put', 'post', 'delete'].includes(each))
        .map((method) => `${method.toUpperCase()} ${address}`),
    );
    const known = operations
      .map(({ operation }) => operation)
      .filter((each) => !/^(frame|topic) /.test(each));
    expect([...known].sort()).toEqual(described.sort());
  });

  it('is said of every kind of frame', () => {
    const source = readFileSync('functions/envelope/frames.ts', 'utf8');
    const [, clients] = /const clientFrames[^=]*= new Map\(\[([\s\S]*?)\n\]\);/.exec(source)!;
    const kinds = [...clients!.matchAll(/\['(\w+)',|\[\s*'(\w+)',/g)].map(
      ([, one, other]) => `frame ${one ?? other}`,
    );
    expect(operations.map(({ operation }) => operation).filter((each) => each.startsWith('frame'))).toEqual(
      kinds,
    );
  });

  it('is the table of docs/security.md', () => {
    // The page is laid out by a formatter: cells are compared, not the room between them.
    const cells = (table: string) => table.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(cells(readFileSync('docs/security.md', 'utf8'))).toContain(cells(accessTable(operations)));
  });
});

describe('the product', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'parley-page-'));
    await mkdir(path.join(folder, 'assets'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A few of each section, those that are quick; `npm run attack` tries them all. */
  const quick = ['J01', 'J36', 'J47', 'T01', 'T12', 'T30', 'W01', 'W10', 'H10', 'H51', 'E03', 'A19', 'A41'];
  it('holds against some attacks of each section', async () => {
    const attacks = sections.flatMap((section) => section.attacks).filter(({ id }) => quick.includes(id));
    const rows = await runSection({ name: 'quick', attacks }, built(folder));
    expect(rows.map(({ id, verdict }) => [id, verdict.held ? 'held' : verdict.because])).toEqual(
      attacks.map(({ id }) => [id, 'held']),
    );
    expect(rows).toHaveLength(quick.length);
  });
});
