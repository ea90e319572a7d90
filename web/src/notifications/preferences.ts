import { useCallback, useMemo } from 'react';
import { useKeepsake, type Keepsakes } from '../store';

/** How a person wants to hear of new messages, on this device. */
export interface NotificationPreferences {
  readonly isOn: boolean;
  /** Whether a notification shows what was written; without, only who wrote. */
  readonly showsText: boolean;
  /** Whether the page has offered them already. */
  readonly wasOffered: boolean;
}

const key = 'parley.notifications';
const usual: NotificationPreferences = { isOn: false, showsText: true, wasOffered: false };

function preferencesIn(text: string | null): NotificationPreferences {
  try {
    const { isOn, showsText, wasOffered } = { ...usual, ...(JSON.parse(text ?? '{}') as object) };
    return { isOn: isOn === true, showsText: showsText === true, wasOffered: wasOffered === true };
  } catch {
    return usual;
  }
}

/** What the device keeps of it; the usual when it keeps nothing that can be read. */
export const notificationPreferences = (keepsakes: Pick<Keepsakes, 'getItem'>): NotificationPreferences =>
  preferencesIn(keepsakes.getItem(key));

/** The preferences, and how some of them are changed. */
export function useNotificationPreferences(): readonly [
  NotificationPreferences,
  (change: Partial<NotificationPreferences>) => void,
] {
  const [text, keep] = useKeepsake(key);
  const preferences = useMemo(() => preferencesIn(text), [text]);
  const change = useCallback(
    (some: Partial<NotificationPreferences>) => keep(JSON.stringify({ ...preferences, ...some })),
    [keep, preferences],
  );
  return [preferences, change];
}
