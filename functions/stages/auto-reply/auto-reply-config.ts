import { findBroken, messageBodyRule, userIdRule, type Rule } from '@parley/envelope';
import type { ConfigFunction, ReadConfig } from '@parley/pipeline';
import type { AutoReply, Clock, Interests, Settings } from '@parley/ports';
import { autoReplyStage } from './auto-reply';

export interface AutoReplyConfigDeps {
  readonly store: Pick<Settings, 'changeAutoReply'> & Pick<Interests, 'setInterest'>;
  readonly clock: Clock;
}

/** One user's change: a new text, or on or off. */
interface AutoReplyChange {
  readonly userId: number;
  readonly change: Partial<AutoReply>;
}

const actionRule: Rule = (value) =>
  value === 'setBody' || value === 'enable' || value === 'disable'
    ? null
    : 'must be "setBody", "enable" or "disable"';
const objectRule: Rule = (value) =>
  typeof value === 'object' && value !== null ? null : 'must be an object';
const outer: ReadonlyMap<string, Rule> = new Map([
  ['action', actionRule],
  ['args', objectRule],
]);
const userOnly: ReadonlyMap<string, Rule> = new Map([['userId', userIdRule]]);
const userAndBody: ReadonlyMap<string, Rule> = new Map([
  ['userId', userIdRule],
  ['messageBody', messageBodyRule],
]);

const read: ReadConfig<AutoReplyChange> = (json) => {
  const broken = findBroken(json, outer);
  if (broken !== null) return broken;
  const { action, args } = json as { action: 'setBody' | 'enable' | 'disable'; args: unknown };
  const brokenArgs = findBroken(args, action === 'setBody' ? userAndBody : userOnly);
  if (brokenArgs !== null) {
    const { field } = brokenArgs;
    return { ...brokenArgs, field: field === '' ? 'args' : `args.${field}` };
  }
  const { userId, messageBody } = args as { userId: number; messageBody: string };
  const change = action === 'setBody' ? { messageBody } : { enabled: action === 'enable' };
  return { ok: true, change: { userId, change } };
};

/** Takes fixed replies from the topic `auto-reply-config`. */
export function autoReplyConfig({ store, clock }: AutoReplyConfigDeps): ConfigFunction<AutoReplyChange> {
  return {
    name: 'auto-reply-config',
    read,
    async apply({ userId, change }, revision) {
      // Interest begins before there is something to do, and ends after: no message passes by in between.
      if (change.enabled === true) await store.setInterest(autoReplyStage, userId, true, clock.now());
      const { enabled } = await store.changeAutoReply(userId, change, revision);
      if (!enabled) await store.setInterest(autoReplyStage, userId, false, clock.now());
    },
  };
}
