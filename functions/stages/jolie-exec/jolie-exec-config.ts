import { userIdRule, type Rule } from '@parley/envelope';
import type { Uploads } from '@parley/automation';
import { configObject, type ConfigFunction } from '@parley/pipeline';
import type { Target } from '@parley/ports';

/** One user's script, on or off. */
interface ScriptSwitch {
  readonly actionType: 'enable' | 'disable';
  readonly userId: number;
  readonly target: Target;
}

const rules: ReadonlyMap<string, Rule> = new Map([
  [
    'actionType',
    (value) => (value === 'enable' || value === 'disable' ? null : 'must be "enable" or "disable"'),
  ],
  ['userId', userIdRule],
  ['target', (value) => (value === 'send' || value === 'recv' ? null : 'must be "send" or "recv"')],
]);

/** Switches scripts on and off from the topic `jolie-exec-config`; one that never was uploaded stays off. */
export const jolieExecConfig = (
  uploads: Pick<Uploads, 'switchOn' | 'switchOff'>,
): ConfigFunction<ScriptSwitch> => ({
  name: 'jolie-exec-config',
  read: configObject(rules),
  async apply({ actionType, userId, target }, revision) {
    if (actionType === 'enable') await uploads.switchOn(userId, target, revision);
    else await uploads.switchOff(userId, target, revision);
  },
});
