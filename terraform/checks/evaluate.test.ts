import { describe, expect, it } from '@jest/globals';
import { createReader, loadConfiguration } from './configuration';
import { planOf } from './plan';
import type { Value } from './expression';

/** The arguments of the one resource of a configuration. */
async function argsOf(
  text: string,
  variables: Record<string, Value> = {},
  more: Record<string, string> = {},
) {
  const configuration = await loadConfiguration(
    new Map(Object.entries({ 'main.tf': text, ...more })),
    createReader(),
  );
  const files = { read: () => '{"a": [1, 2]}', list: () => ['x.yaml', 'y.yaml'] };
  return planOf(configuration, variables, files).map(({ address, args }) => [address, args]);
}

describe('evaluating a configuration', () => {
  it.each<[string, Value]>([
    ['"a-${1 + 2}"', 'a-3'],
    ['join(",", concat(["a"], ["b", "c"]))', 'a,b,c'],
    ['merge({ a = 1, b = 2 }, { b = 3 })', { a: 1, b: 3 }],
    ['lookup({ a = 1 }, "b", null)', null],
    ['true ? "yes" : "no"', 'yes'],
    ['[for k, v in { a = 1, b = 2 } : "${k}${v}" if v == 2]', ['b2']],
    ['{ for each in ["a", "b"] : each => "${each}!" }', { a: 'a!', b: 'b!' }],
    ['try({ a = 1 }.b, "none")', 'none'],
    ['jsondecode(file("any")).a[1]', 2],
    ['trimsuffix("x.yaml", ".yaml")', 'x'],
    ['substr(sha256("a"), 0, 8)', 'ca978112'],
    ['!contains(["a"], "b")', true],
    [
      'setproduct(["a", "b"], ["c"])',
      [
        ['a', 'c'],
        ['b', 'c'],
      ],
    ],
    ['(1 == 1)', true],
  ])('given %s, it is what Terraform makes of it', async (expression, value) => {
    expect(await argsOf(`resource "r" "x" {\n  a = ${expression}\n}`)).toEqual([['r.x', { a: value }]]);
  });

  it('given what is known after an apply, it stays a reference, and so does what is made of it', async () => {
    const text =
      'resource "r" "x" {}\nresource "s" "y" {\n  a = r.x.list[0].id\n  b = "p/${r.x.id}"\n  c = sha256(r.x.id)\n}';
    expect((await argsOf(text))[1]).toEqual([
      's.y',
      { a: '${r.x.list[0].id}', b: 'p/${r.x.id}', c: '${sha256(r.x.id)}' },
    ]);
  });

  it('given a module, what it is given and what it gives are followed', async () => {
    const root =
      'module "m" {\n  source = "./m"\n  size = { most = 3 }\n}\nresource "s" "y" {\n  a = module.m.out\n}';
    const inner =
      'variable "size" {\n  type = object({ most = number, least = optional(number, 1) })\n}\nresource "r" "x" {\n  a = var.size.least\n}\noutput "out" {\n  value = "${var.size.most}/${r.x.id}"\n}';
    expect(await argsOf(root, {}, { 'm/main.tf': inner })).toEqual([
      ['s.y', { a: '3/${module.m.r.x.id}' }],
      ['module.m.r.x', { a: 1 }],
    ]);
  });

  it('given for_each and dynamic, there is one for each', async () => {
    const text =
      'variable "all" {}\nresource "r" "x" {\n  for_each = var.all\n  a = each.key\n  dynamic "b" {\n    for_each = each.value\n    content {\n      n = b.value\n    }\n  }\n}';
    expect(await argsOf(text, { all: { p: ['q'], s: [] } })).toEqual([
      ['r.x["p"]', { a: 'p', b: [{ n: 'q' }] }],
      ['r.x["s"]', { a: 's', b: [] }],
    ]);
  });
});
