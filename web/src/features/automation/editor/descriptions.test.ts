import { describe, expect, it } from '@jest/globals';
import { describeLibrary } from '@parley/jolie';
import { descriptionOf, descriptions } from './descriptions';

const library = describeLibrary();

describe('the descriptions of the library', () => {
  it.each(library.map((each) => [each.name, each] as const))(
    'of %s say of each operation what it does, in a short sentence',
    (_, { name, operations }) => {
      const said = operations.map((each) => [each.name, descriptionOf(name, each.name)] as const);
      expect(said.filter(([, text]) => !/^[A-Z].{8,110}\.$/.test(text))).toEqual([]);
    },
  );

  it('speak of nothing that is not there', () => {
    const there = library.flatMap(({ name, operations }) =>
      operations.map((each) => `${name.replaceAll('-', '_')}/${each.name}`),
    );
    const described = Object.entries(descriptions).flatMap(([name, operations]) =>
      Object.keys(operations).map((each) => `${name}/${each}`),
    );
    expect(described.filter((each) => !there.includes(each))).toEqual([]);
  });
});
