import type { Clock, Scripts, ScriptVersion, Target } from '@parley/ports';

/** Looks up a user's active script. */
export type ActiveScript = (userId: number, target: Target) => Promise<ScriptVersion | null>;

/** Entries remembered, the oldest dropped first. */
const kept = 10_000;

/**
 * Active scripts, remembered for a short while: what a user switches on or off holds for every message that is
 * accepted `maxAgeMilliseconds` later. Lookups of one script at once share one read; a failed one is not remembered.
 */
export function activeScripts(
  scripts: Pick<Scripts, 'active'>,
  clock: Clock,
  maxAgeMilliseconds: number,
): ActiveScript {
  const entries = new Map<
    string,
    { readonly since: number; readonly script: Promise<ScriptVersion | null> }
  >();
  return (userId, target) => {
    const key = `${userId}-${target}`;
    const known = entries.get(key);
    if (known !== undefined && clock.now() - known.since < maxAgeMilliseconds) return known.script;
    const script = scripts.active(userId, target);
    entries.delete(key);
    entries.set(key, { since: clock.now(), script });
    script.catch(() => entries.delete(key));
    if (entries.size > kept) entries.delete(entries.keys().next().value!);
    return script;
  };
}
