import type { Command } from '../command';
import { AdminError, adminCodes } from '../errors';

const setOperator = (word: 'grant' | 'revoke', operator: boolean, summary: string): Command => ({
  usage: `${word} NAME`,
  summary,
  words: [word],
  takes: [1, 1],
  async run({ args: [name = ''], operations }) {
    const accounts = operations.accounts();
    const found = await accounts.credentials(name);
    if (found === null || !(await accounts.setOperator(found.account.id, operator))) {
      throw new AdminError(adminCodes.unknownAccount, `Nobody is called ${JSON.stringify(name)} here.`);
    }
    const { id, username } = found.account;
    const text = operator ? `${username} is an operator.` : `${username} is no operator any more.`;
    return { json: { id, username, operator }, text };
  },
});

export const grant = setOperator('grant', true, 'Makes somebody an operator, who may see /metrics and /ops.');
export const revoke = setOperator('revoke', false, 'Takes that back.');
