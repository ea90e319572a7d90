import { createHash } from 'node:crypto';
import { parse as parseYaml } from 'yaml';
import type { Value } from './expression';

type Items = Readonly<Record<string, Value>>;
type Function = (...values: readonly Value[]) => Value;

const list = (value: Value | undefined): readonly Value[] => {
  if (Array.isArray(value)) return value as readonly Value[];
  throw new TypeError('not a list');
};
const items = (value: Value | undefined): Items => {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Items;
  throw new TypeError('not an object');
};

/** How files are read that a configuration names; paths are as `path.module` and what is joined to it make them. */
export interface Files {
  read(file: string): string;
  list(folder: string, ending: string): readonly string[];
}

/** The functions of Terraform's language that the configuration uses where a value must be known; others stay unknown. */
export const functionsOver = (files: Files): ReadonlyMap<string, Function> =>
  new Map<string, Function>([
    ['concat', (...lists) => lists.flatMap(list)],
    ['contains', (all, one) => list(all).includes(one!)],
    ['file', (name) => files.read(String(name))],
    ['fileset', (folder, pattern) => files.list(String(folder), String(pattern).replace(/^\*/, ''))],
    ['join', (between, all) => list(all).map(String).join(String(between))],
    ['jsondecode', (text) => JSON.parse(String(text)) as Value],
    ['keys', (value) => Object.keys(items(value)).sort()],
    ['length', (value) => (Array.isArray(value) ? value : Object.keys(items(value as Value))).length],
    ['lookup', (value, name, otherwise = null) => items(value)[String(name)] ?? otherwise],
    ['merge', (...all) => Object.assign({}, ...all.map(items)) as Items],
    [
      'setproduct',
      (...all) =>
        all.reduce<Value[][]>(
          (made, each) => made.flatMap((one) => list(each).map((two) => [...one, two])),
          [[]],
        ),
    ],
    ['sha256', (text) => createHash('sha256').update(String(text)).digest('hex')],
    ['substr', (text, from, length) => String(text).slice(Number(from), Number(from) + Number(length))],
    ['tostring', (value) => String(value)],
    ['toset', (all) => [...new Set(list(all))]],
    [
      'trim',
      (text, away) =>
        String(text).replace(new RegExp(`^[${away as string}]+|[${away as string}]+$`, 'g'), ''),
    ],
    [
      'trimprefix',
      (text, prefix) =>
        String(text).startsWith(String(prefix)) ? String(text).slice(String(prefix).length) : text!,
    ],
    [
      'trimsuffix',
      (text, suffix) =>
        String(text).endsWith(String(suffix)) ? String(text).slice(0, -String(suffix).length) : text!,
    ],
    ['values', (value) => Object.values(items(value))],
    ['yamldecode', (text) => parseYaml(String(text)) as Value],
  ]);
