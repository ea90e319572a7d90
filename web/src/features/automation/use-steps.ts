import { useEffect, useState } from 'react';
import type { Engine, EngineAnswers, TryRequest } from '../../engine';

/** A run told step by step, while it is wanted; gone as soon as what would run is another. */
export function useSteps(
  engine: Engine,
  request: TryRequest | null,
): {
  readonly run: EngineAnswers['steps'] | null;
  readonly busy: boolean;
  readonly start: () => void;
  readonly end: () => void;
} {
  const [run, setRun] = useState<EngineAnswers['steps'] | null>(null);
  const [wanted, setWanted] = useState<TryRequest | null>(null);
  useEffect(() => {
    setWanted(null);
    setRun(null);
  }, [request]);
  useEffect(() => {
    if (wanted === null) return;
    let isLast = true;
    void engine.steps(wanted).then((found) => {
      if (!isLast) return;
      setWanted(null);
      setRun(found);
    });
    return () => {
      isLast = false;
    };
  }, [engine, wanted]);
  return {
    run,
    busy: wanted !== null,
    start: () => setWanted(request),
    end: () => setRun(null),
  };
}
