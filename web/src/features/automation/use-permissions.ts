import { useEffect, useState } from 'react';
import type { Target } from '../../api';
import type { Engine, Permission } from '../../engine';

/** How long nothing must be typed before the source is looked at, ms. */
const pause = 400;

/** What a script may do, a moment after it was typed; what was known last while it does not compile. */
export function usePermissions(engine: Engine, target: Target, source: string): readonly Permission[] | null {
  const [may, setMay] = useState<readonly Permission[] | null>(null);
  useEffect(() => {
    if (source.trim() === '') return setMay(null);
    let isLast = true;
    const timer = setTimeout(() => {
      void engine.permissions(target, source).then((found) => {
        if (isLast && found !== null && found.may !== null) setMay(found.may);
      });
    }, pause);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [engine, target, source]);
  return may;
}
