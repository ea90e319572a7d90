import { describe, expect, it } from '@jest/globals';
import { brokenCalls, brokenReferences, unusedNames } from './references';
import { configurationOf, mutated, plannedIn, providerSchema, type Mutation } from './world';

const at = (file: string, from: string, to: string): Mutation => ({ when: '', file, from, to });

describe('references', () => {
  const broken = async (mutation?: Mutation) =>
    brokenReferences(await configurationOf(mutation && mutated(mutation)), providerSchema);

  it('given the whole configuration, every one leads somewhere', async () => {
    expect(await broken()).toEqual([]);
  });

  it.each([
    ['a variable', at('api.tf', 'var.jwt_keys_version', 'var.jwt_version'), '.: var.jwt_version'],
    ['a local', at('relay.tf', 'local.origins', 'local.origin'), '.: local.origin'],
    [
      'a module',
      at('janitor.tf', 'topic_name = module.janitor.topic', 'topic_name = module.sweeper.topic'),
      '.: module.sweeper.topic',
    ],
    [
      'an output',
      at('janitor.tf', 'topic_name = module.janitor.topic', 'topic_name = module.janitor.subject'),
      '.: module.janitor.subject',
    ],
    [
      'a resource',
      at('outputs.tf', 'google_compute_global_address.entrance', 'google_compute_global_address.exit'),
      '.: google_compute_global_address.exit.address',
    ],
    [
      'an attribute',
      at('outputs.tf', 'entrance.address', 'entrance.addres'),
      '.: google_compute_global_address.entrance.addres',
    ],
    [
      'a data source',
      at('budget.tf', 'data.google_project.this.number', 'data.google_project.own.number'),
      '.: data.google_project.own.number',
    ],
    [
      'a label of a block',
      at('modules/relay/main.tf', 'name  = env.key', 'name  = envs.key'),
      'modules/relay: envs.key',
    ],
  ])('given a reference to %s that is not there, it is told', async (_, mutation, told) => {
    expect(await broken(mutation)).toEqual([told]);
  });

  it('given variables and locals, each is read by something', async () => {
    expect(unusedNames(await configurationOf())).toEqual([]);
    const unread = mutated(at('buckets.tf', 'age = var.dead_letter_days', 'age = 90'));
    expect(unusedNames(await configurationOf(unread))).toEqual(['.: var.dead_letter_days']);
    const more = mutated(at('hosting.tf', 'locals {', 'locals {\n  more = 1'));
    expect(unusedNames(await configurationOf(more))).toEqual(['.: local.more']);
  });

  it('given a call of a module, it gives what the module wants, and nothing else', async () => {
    expect(brokenCalls(await configurationOf())).toEqual([]);
    const less = mutated(at('relay.tf', '  image      = var.relay_image\n', ''));
    expect(brokenCalls(await configurationOf(less))).toEqual(['module.relay wants image']);
    const more = mutated(at('relay.tf', '  image  ', '  picture = 1\n  image  '));
    expect(brokenCalls(await configurationOf(more))).toEqual(['module.relay has no variable picture']);
  });

  it('given a local that is made of itself, the plan says so', async () => {
    const self = mutated(at('hosting.tf', 'concat(["https', 'concat(local.origins, ["https'));
    await expect(plannedIn('dev', self)).rejects.toThrow('local.origins depends on itself');
  });

  it('given a value that is not of its variable’s type, the plan says so', async () => {
    const less = mutated(at('functions.tf', '    attempts        = 100\n', ''));
    await expect(plannedIn('dev', less)).rejects.toThrow('the type wants attempts');
    const more = mutated(at('environments/dev.tfvars', 'max_instances = 3, concurrency = 8', 'most = 3'));
    await expect(plannedIn('dev', more)).rejects.toThrow('the type has no most');
  });
});
