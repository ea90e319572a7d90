import { slipRule } from '@parley/envelope';
import type { Command } from '../command';
import { AdminError, adminCodes } from '../errors';

/** Reads the list of stages that a message accepted from now on visits, or writes another; it ends with `router`. */
export const pipeline: Command = {
  usage: 'pipeline [STAGE…]',
  summary: 'Shows the stages that messages visit, in order, or sets them; the last is router.',
  words: ['pipeline'],
  takes: [0, Infinity],
  async run({ args, operations }) {
    const settings = operations.settings();
    if (args.length > 0) {
      const broken = slipRule(args);
      if (broken !== null) throw new AdminError(adminCodes.usage, `The list of stages ${broken}.`);
      await settings.putPipeline(args);
    }
    const stages = await settings.pipeline();
    return { json: { stages }, text: stages.join(' ') };
  },
};
