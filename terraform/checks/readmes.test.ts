import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readmesOf, tablesOf, withTables } from './tables';
import { configurationOf, mutated, sources, terraformFolder } from './world';

const readmeAt = (file: string) => readFileSync(path.join(terraformFolder, file), 'utf8');

describe('the READMEs', () => {
  it('given each module, its README’s tables are those of its variables and outputs', async () => {
    const readmes = [...readmesOf(await configurationOf())];
    expect(readmes.length).toBe(4);
    for (const [file, module] of readmes) expect(readmeAt(file)).toBe(withTables(readmeAt(file), module));
  });

  it('given a variable that is new, the tables are others', async () => {
    const file = 'modules/relay/variables.tf';
    const more = mutated({ when: '', file, from: 'variable "image" {', to: 'variable "picture" {' });
    const { modules } = await configurationOf(more);
    const readme = readmeAt('modules/relay/README.md');
    expect(withTables(readme, modules.get('modules/relay')!)).not.toBe(readme);
    expect(tablesOf(modules.get('modules/relay')!)).toContain('| `picture` | string | must be set |');
  });

  it('given a README without a place for them, it is refused', async () => {
    const { modules } = await configurationOf();
    expect(() => withTables('# A module', modules.get('.')!)).toThrow('no place for the tables of .');
  });

  it('given the folder, every file of the root is named in its README', () => {
    const readme = readmeAt('README.md');
    const named = new Set([...readme.matchAll(/`([a-z-]+\.tf)`/g)].map(([, file]) => file));
    const there = [...sources.keys()].filter((file) => file.endsWith('.tf') && !file.includes('/'));
    expect(there.filter((file) => !named.has(file))).toEqual([]);
    expect([...named].filter((file) => !there.includes(file!))).toEqual([]);
  });
});
