import { describe, expect, it } from '@jest/globals';
import { describeLibrary } from '../index';

describe('the contents of the library', () => {
  const named = (name: string) => describeLibrary().find((each) => each.name === name)!;

  it('hold each package once, with the service to import and the port that an include brings', () => {
    const names = describeLibrary().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(named('console')).toMatchObject({
      service: 'Console',
      include: { file: 'console.iol', port: 'Console' },
    });
  });

  it('say of an operation what it takes, gives and throws', () => {
    const split = named('string-utils').operations.find(({ name }) => name === 'split')!;
    expect(split).toMatchObject({ kind: 'request-response', request: expect.stringMatching(/^string \{/) });
    expect(split.fields).toContainEqual({ name: 'regex', optional: false, type: 'string' });
    expect(split.fields).toContainEqual({ name: 'limit', optional: true, type: 'int' });
    const json = named('json_utils').operations.find(({ name }) => name === 'getJsonValue')!;
    expect(json.faults).toEqual(['JSONCreationError']);
  });
});
