import { describe, expect, it } from '@jest/globals';
import { readResponse, scriptModules } from '@parley/automation/contract';
import { check, compile, format } from '@parley/jolie';
import fc from 'fast-check';
import { recipes } from './index';
import { plain } from './literals';
import { faultOf, initialValues, most, type Field, type Recipe, type Values } from './recipe';

const noon = '2027-03-03T12:00:00Z';
const sourceOf = (recipe: Recipe, people: Values['people'] = {}) => {
  const values = initialValues(recipe);
  return recipe.source({ ...values, people: { ...values.people, ...people } });
};

/** What a script does with a message, as the product reads it. */
function doneBy(recipe: Recipe, text: string, { message = '', at = noon, from = 1 } = {}) {
  const source = { file: 'script.ol', text, modules: scriptModules };
  const { program, diagnostics } = compile(source, { usual: 'Main' });
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  const [ownID, recipientIDs] = recipe.target === 'recv' ? [2, [2, 3]] : [1, [2, 3]];
  const request = {
    messageBody: message,
    ownID,
    ...(recipe.target === 'recv' ? { senderID: from } : {}),
    recipientIDs,
  };
  const host = { start: Date.parse(at), seed: 'recipe' };
  const outcome = program.run([], host, undefined, { call: { operation: 'onMessage', request } });
  if (outcome.kind !== 'finished') throw new Error(JSON.stringify(outcome));
  const input = { messageBody: message, ownerId: ownID, senderId: from, recipientIds: recipientIDs };
  const read = readResponse(recipe.target, outcome.response, outcome.output, input);
  if (!read.ok) throw new Error(read.reason);
  return read.answer;
}

describe.each(recipes.map((recipe) => [recipe.name, recipe] as const))('the recipe %s', (_, recipe) => {
  it('is a source with nothing to complain about, written in the manner of the language', () => {
    const text = sourceOf(recipe, { people: [5, 7] });
    expect(check({ file: 'script.ol', text, modules: scriptModules }, { usual: 'Main' })).toEqual([]);
    expect(format(text)).toBe(text);
  });

  it.each(recipe.examples.map((example) => [example.says, example] as const))(
    'given a message %s, then it does what it shows',
    (_, { people, message, becomes, ...more }) => {
      const { action, messageBody, messages } = doneBy(recipe, sourceOf(recipe, people), {
        message,
        ...more,
      });
      expect({ action, messageBody, writes: messages.map((each) => each.messageBody) }).toEqual({
        action: becomes.dropped === true ? 'drop' : 'forward',
        messageBody: becomes.text,
        writes: becomes.writes ?? [],
      });
    },
  );

  it('given anything in its fields, then it compiles, runs, and is no other program', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab!"\\\n\t$*{}()/ü👋;@|'), maxLength: 30 });
    const filled = fc
      .oneof(text, fc.string({ unit: 'binary', maxLength: 30 }))
      .filter((each) => plain(each) !== '');
    const blank = fc.constantFrom('', ' ', '\0', ' \0 ');
    const value = (field: Field): fc.Arbitrary<unknown> => {
      if (field.kind === 'text') return filled;
      if (field.kind === 'list')
        return fc
          .tuple(fc.array(fc.oneof(filled, blank), { maxLength: 3 }), filled)
          .map((rows) => rows.flat());
      if (field.kind === 'table') return fc.array(fc.tuple(filled, text), { minLength: 1, maxLength: 4 });
      if (field.kind === 'people')
        return fc.array(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 4 });
      return fc
        .tuple(fc.nat(23), fc.nat(59))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    };
    const values = fc
      .record(Object.fromEntries(recipe.fields.map((field) => [field.name, value(field)])))
      .map((all) => {
        const of = (...kinds: readonly string[]) =>
          Object.fromEntries(
            recipe.fields.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => [name, all[name]]),
          );
        return {
          texts: of('text', 'time'),
          lists: of('list'),
          tables: of('table'),
          people: of('people'),
        } as Values;
      });
    const shape = shapeOf(sourceOf(recipe, { people: [5, 7] }));
    fc.assert(
      fc.property(values, text, (filledIn, message) => {
        expect(
          recipe.fields.map((field) => faultOf(field, filledIn)).filter((fault) => fault !== null),
        ).toEqual([]);
        const source = recipe.source(filledIn);
        expect(shapeOf(source)).toEqual(shape);
        expect(['forward', 'drop']).toContain(doneBy(recipe, source, { message: `${message}.` }).action);
      }),
      { numRuns: 40 },
    );
  });
});

/** The words of a source outside its texts, repeated lines once: what it does, whatever is filled in. */
function shapeOf(source: string): ReadonlySet<string> {
  const bare = source
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\d+/g, '0')
    .replace(/&&|\|\|/g, 'and/or');
  return new Set(bare.split('\n'));
}

describe('the recipes', () => {
  it('are at least twelve, each by a name of its own', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(12);
    expect(new Set(recipes.map(({ id }) => id)).size).toBe(recipes.length);
  });
});

describe('a field', () => {
  const of = (values: Partial<Values>): Values => ({
    texts: {},
    lists: {},
    tables: {},
    people: {},
    ...values,
  });
  it.each([
    ['a blank text', { kind: 'text', initial: '' }, of({ texts: { f: ' ' } }), 'empty'],
    [
      'a text over its limit',
      { kind: 'text', initial: '' },
      of({ texts: { f: 'a'.repeat(most.characters + 1) } }),
      'too-long',
    ],
    ['an hour that no clock has', { kind: 'time', initial: '' }, of({ texts: { f: '24:00' } }), 'no-time'],
    ['a list of blank rows', { kind: 'list', initial: [] }, of({ lists: { f: ['', ' ', '\0'] } }), 'empty'],
    [
      'more rows than there may be',
      { kind: 'list', initial: [] },
      of({ lists: { f: Array<string>(51).fill('a') } }),
      'too-many',
    ],
    ['nobody', { kind: 'people' }, of({ people: { f: [] } }), 'empty'],
  ] as const)('with %s says so', (_, field, values, fault) => {
    expect(faultOf({ name: 'f', label: 'F', ...field } as Field, values)).toBe(fault);
  });
});
