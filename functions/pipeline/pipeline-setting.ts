import { slipRule } from '@parley/envelope';
import type { Clock, Settings } from '@parley/ports';
import { PipelineError, pipelineCodes } from './errors';
import { lastStage } from './stage';

/**
 * The list of stages from the settings, asked for at most once in `maxAgeMilliseconds`. Throws when the list could
 * not be a slip: a message accepted with it would be put aside by its first stage.
 */
export function pipelineSetting(
  settings: Pick<Settings, 'pipeline'>,
  clock: Clock,
  maxAgeMilliseconds: number,
): () => Promise<readonly string[]> {
  let held: { readonly asked: number; readonly stages: Promise<readonly string[]> } | null = null;
  const ask = async () => {
    const stages = await settings.pipeline();
    const broken = slipRule([...stages.filter((stage) => stage !== lastStage), lastStage]);
    if (broken !== null)
      throw new PipelineError(pipelineCodes.pipelineSetting, `The list of stages ${broken}.`);
    return stages;
  };
  return () => {
    const now = clock.now();
    if (held !== null && now >= held.asked && now - held.asked < maxAgeMilliseconds) return held.stages;
    const asking = { asked: now, stages: ask() };
    held = asking;
    asking.stages.catch(() => {
      if (held === asking) held = null; // A failure is not kept: the next one asks again.
    });
    return asking.stages;
  };
}
