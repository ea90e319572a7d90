import { useCallback, useEffect, useState } from 'react';
import type { Api, Diagnostic, Target } from '../../api';
import { wordsOf } from '../../notice';

/** What the server has of a script. */
export interface SavedScript {
  /** The version that is on; null: it is off. */
  readonly active: string | null;
  /** The newest text: of the version that is on, or was when it was switched off. */
  readonly version: string | null;
  readonly source: string;
}

/** How an action ended: `errors` counts those that kept a source from being saved. */
export type Done =
  | { readonly ok: true; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly errors: number; readonly words: string };

export interface Script {
  readonly saved: SavedScript | 'loading' | 'failed';
  readonly load: () => Promise<void>;
  /** Makes a text the active version. */
  readonly switchOn: (source: string) => Promise<Done>;
  readonly switchOff: () => Promise<Done>;
}

const none: SavedScript = { active: null, version: null, source: '' };

/** One of the two scripts of a person, and what can be done with it. */
export function useScript(api: Api, target: Target): Script {
  const [saved, setSaved] = useState<Script['saved']>('loading');
  const load = useCallback(async () => {
    const result = await api.script(target);
    if (!result.ok) return setSaved('failed');
    const { value } = result;
    if (value !== null) return setSaved({ ...value, active: value.version });
    setSaved(await lastOf(api, target));
  }, [api, target]);
  useEffect(() => void load(), [load]);

  const switchOn = useCallback(
    async (source: string): Promise<Done> => {
      const known = typeof saved === 'object' ? saved : none;
      if (known.active === null && known.version !== null && known.source === source) {
        const result = await api.activate(target, known.version);
        if (!result.ok) return { ok: false, errors: 0, words: wordsOf(result.refusal) };
        setSaved({ ...known, active: known.version });
        return { ok: true, warnings: [] };
      }
      const result = await api.putScript(target, source);
      if (!result.ok) {
        const errors = result.refusal.diagnostics.filter(({ severity }) => severity === 'error').length;
        return { ok: false, errors, words: wordsOf(result.refusal) };
      }
      const { version, warnings = [] } = result.value;
      setSaved({ active: version, version, source });
      return { ok: true, warnings };
    },
    [api, target, saved],
  );
  const switchOff = useCallback(async (): Promise<Done> => {
    const result = await api.deleteScript(target);
    if (!result.ok) return { ok: false, errors: 0, words: wordsOf(result.refusal) };
    setSaved((before) => (typeof before === 'object' ? { ...before, active: null } : before));
    return { ok: true, warnings: [] };
  }, [api, target]);
  return { saved, load, switchOn, switchOff };
}

/** The newest version of a script that is off; nothing where there is none. */
async function lastOf(api: Api, target: Target): Promise<SavedScript | 'failed'> {
  const versions = await api.versions(target, {});
  if (!versions.ok) return 'failed';
  const [newest] = versions.value.versions;
  if (newest === undefined) return none;
  const found = await api.version(target, newest.version);
  return found.ok ? { active: null, version: newest.version, source: found.value.source } : 'failed';
}
