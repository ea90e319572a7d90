import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { createReader, loadConfiguration, readSources, type Body, type Sources } from './configuration';
import { planOf, type Planned } from './plan';
import type { ProviderSchema } from './schema';

export const terraformFolder = path.resolve(__dirname, '..');
export const repository = path.dirname(terraformFolder);

export const sources = readSources(terraformFolder);
export const providerSchema = JSON.parse(
  readFileSync(path.join(__dirname, 'provider-schema.json'), 'utf8'),
) as ProviderSchema;

/** The worlds that exist: each is a file of variables and nothing else. */
export const environments = ['dev', 'production'] as const;

const read = createReader();

const files = {
  read: (file: string) => readFileSync(path.join(terraformFolder, file), 'utf8'),
  list: (folder: string, ending: string) =>
    readdirSync(path.join(terraformFolder, folder))
      .filter((file) => file.endsWith(ending))
      .sort(),
};

/** One text put for another in one file, which must hold it once. */
export interface Mutation {
  /** What is wrong after it. */
  readonly when: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export function mutated({ file, from, to }: Mutation): Sources {
  const text = sources.get(file) ?? '';
  if (text.split(from).length !== 2) throw new TypeError(`${file} does not hold this once: ${from}`);
  return new Map(sources).set(
    file,
    text.replace(from, () => to),
  );
}

export const configurationOf = (from: Sources = sources) => loadConfiguration(from, read);

export const variablesOf = async (environment: string, from: Sources = sources): Promise<Body> => {
  const file = `environments/${environment}.tfvars`;
  return (await read(file, from.get(file)!)).body;
};

export const plannedIn = async (environment: string, from: Sources = sources): Promise<readonly Planned[]> =>
  planOf(await configurationOf(from), await variablesOf(environment, from), files);

/**
 * Tests a rule over all that is planned, in every world, and that it can be broken: each mutation must be found by it.
 * `offences` says what offends against the rule.
 */
export function rule(
  name: string,
  offences: (planned: readonly Planned[]) => readonly string[],
  mutations: readonly Mutation[],
): void {
  it.each(environments)(`given the world %s, ${name}`, async (environment) => {
    expect(offences(await plannedIn(environment))).toEqual([]);
  });
  it.each(mutations)(`it is told when $when, that this is broken: ${name}`, async (mutation) => {
    expect(offences(await plannedIn('dev', mutated(mutation)))).not.toEqual([]);
  });
}

export const ofType = (planned: readonly Planned[], type: string): readonly Planned[] =>
  planned.filter((each) => each.kind === 'resource' && each.type === type);
