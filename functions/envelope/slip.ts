import type { Envelope } from './envelope';

/**
 * The one function that builds slips: the stages of the pipeline that are needed, in their order, and the router
 * last, whatever the list says of it.
 */
export function buildSlip(stages: readonly string[], isNeeded: (stage: string) => boolean): string[] {
  return [...new Set(stages)].filter((stage) => stage !== 'router' && isNeeded(stage)).concat('router');
}

/** An envelope whose head has been taken off the slip; at the router nothing is left of the slip. */
export interface Advanced {
  readonly ok: true;
  readonly envelope: Envelope;
  /** The next topic, or null at the end of the way. */
  readonly next: string | null;
}

/** Takes the stage's own name off the head of the slip. A stage whose name is not there got a stranger's message. */
export function advance(
  envelope: Envelope,
  stage: string,
): Advanced | { readonly ok: false; readonly field: string; readonly reason: string } {
  const [head, ...rest] = envelope.eventDestinations;
  if (head !== stage) {
    return {
      ok: false,
      field: 'eventDestinations',
      reason: `must begin with ${stage}, where the message lies`,
    };
  }
  return { ok: true, envelope: { ...envelope, eventDestinations: rest }, next: rest[0] ?? null };
}
