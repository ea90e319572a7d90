import { useMemo } from 'react';
import { useKeepsake } from '../../../store';

/** How far somebody is: the lessons that they passed, and what they wrote. */
export interface Progress {
  readonly passed: readonly string[];
  readonly sources: Readonly<Record<string, string>>;
}

const nothing: Progress = { passed: [], sources: {} };

/** Reads what was kept; what is not what was written means nothing. */
export function readProgress(text: string | null): Progress {
  try {
    const { passed, sources } = JSON.parse(text ?? '') as Partial<Record<keyof Progress, unknown>>;
    const isTexts = (values: unknown[]): values is string[] =>
      values.every((each) => typeof each === 'string');
    if (!Array.isArray(passed) || !isTexts(passed)) return nothing;
    if (typeof sources !== 'object' || sources === null || !isTexts(Object.values(sources))) return nothing;
    return { passed, sources: sources as Record<string, string> };
  } catch {
    return nothing;
  }
}

/** A person's progress, kept on this device. */
export function useProgress(ownId: number): readonly [Progress, (progress: Progress) => void] {
  const [text, keep] = useKeepsake(`parley.tutorial.${ownId}`);
  const progress = useMemo(() => readProgress(text), [text]);
  return [progress, (next) => keep(JSON.stringify(next))];
}
