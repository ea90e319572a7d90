import { useCallback, useState } from 'react';
import type { Api, Replay, Target } from '../../api';
import { wordsOf } from '../../notice';
import { changesOf, type Row } from './replay-rows';

/** How many of one's last messages a draft is held against. */
export const replayed = 50;

export interface Replaying {
  readonly rows: readonly Row[] | null;
  readonly fault: string | null;
  readonly busy: boolean;
  readonly start: () => Promise<void>;
}

/** Holds a draft against the last messages, and against the active script where there is one. */
export function useReplay(api: Api, target: Target, source: string, isActive: boolean): Replaying {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const start = useCallback(async () => {
    setBusy(true);
    const draft = await api.replay(target, { source, last: replayed });
    const active = isActive ? await api.replay(target, { last: replayed }) : null;
    setBusy(false);
    if (!draft.ok) return setFault(wordsOf(draft.refusal));
    const before: Replay | null = active?.ok === true ? active.value : null;
    setFault(null);
    setRows(changesOf(draft.value, before));
  }, [api, target, source, isActive]);
  return { rows, fault, busy, start };
}
