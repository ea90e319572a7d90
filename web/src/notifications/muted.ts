import { useCallback, useMemo } from 'react';
import { useKeepsake, type Keepsakes } from '../store';

const key = 'parley.muted';
/** So many are remembered; the ones that were muted first are forgotten. */
const most = 500;

function mutedIn(text: string | null): readonly string[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(ids) ? ids.map(String) : [];
  } catch {
    return [];
  }
}

/** Whether this device is to say nothing of new messages of a conversation. */
export const isMuted = (keepsakes: Pick<Keepsakes, 'getItem'>, conversation: string): boolean =>
  mutedIn(keepsakes.getItem(key)).includes(conversation);

/** The conversations that this device says nothing of, and how one is muted or heard again. */
export function useMuted(): readonly [ReadonlySet<string>, (conversation: string, muted: boolean) => void] {
  const [text, keep] = useKeepsake(key);
  const ids = useMemo(() => mutedIn(text), [text]);
  const mute = useCallback(
    (conversation: string, muted: boolean) => {
      const others = ids.filter((id) => id !== conversation);
      keep(JSON.stringify(muted ? [...others, conversation].slice(-most) : others));
    },
    [ids, keep],
  );
  return [useMemo(() => new Set(ids), [ids]), mute];
}
