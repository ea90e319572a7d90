import { useEffect, useMemo, useState } from 'react';
import type { Diagnostic } from '../../api';
import { Engine, startWorker } from '../../engine';

/** An engine for as long as a page of the studio is open. */
export function useEngine(): Engine {
  const engine = useMemo(
    () =>
      new Engine({
        start: startWorker,
        after(milliseconds, callback) {
          const timer = setTimeout(callback, milliseconds);
          return () => clearTimeout(timer);
        },
      }),
    [],
  );
  useEffect(() => () => engine.stop(), [engine]);
  return engine;
}

/** How long nothing must be typed before the source is checked, ms. */
const pause = 150;

/** What is wrong with a source, a moment after it was typed. An empty one is not looked at. */
export function useDiagnostics(engine: Engine, source: string): readonly Diagnostic[] {
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);
  useEffect(() => {
    let isLast = true;
    const timer = setTimeout(() => {
      if (source.trim() === '') return setDiagnostics([]);
      void engine.check(source).then((found) => {
        if (isLast && found !== null) setDiagnostics(found);
      });
    }, pause);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [engine, source]);
  return diagnostics;
}
