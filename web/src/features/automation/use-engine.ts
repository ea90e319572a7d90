import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagnostic } from '../../api';
import { Engine, startWorker } from '../../engine';

/**
 * An engine for as long as a page of the studio is open, and whether it was stopped because it took too long over this
 * source: until the source changes, what is shown of it may be old.
 */
export function useEngine(source: string): { readonly engine: Engine; readonly wasStopped: boolean } {
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  const current = useRef(source);
  current.current = source;
  const engine = useMemo(
    () =>
      new Engine({
        start: startWorker,
        // The engine asks to be called back for one thing only: to end a worker that takes too long.
        after(milliseconds, callback) {
          const timer = setTimeout(() => {
            setStoppedAt(current.current);
            callback();
          }, milliseconds);
          return () => clearTimeout(timer);
        },
      }),
    [],
  );
  useEffect(() => () => engine.stop(), [engine]);
  return { engine, wasStopped: stoppedAt === source };
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
