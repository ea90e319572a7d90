import { Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../notice';
import { strings } from '../strings';
import { askPermission, permission } from './browser';
import { useNotificationPreferences } from './preferences';

const words = strings.notifications;

/** Switches notifications on this device, and whether they show what was written. */
export function NotificationSwitches() {
  const [preferences, change] = useNotificationPreferences();
  const [allowed, setAllowed] = useState(permission);
  const isOn = preferences.isOn && allowed === 'granted';

  async function turn(on: boolean) {
    const answer = on ? await askPermission() : allowed;
    setAllowed(answer);
    change({ isOn: on && answer === 'granted', wasOffered: true });
  }

  return (
    <Stack>
      {allowed === 'denied' && <Notice kind="info">{words.denied}</Notice>}
      {allowed === 'none' && <Notice kind="info">{words.none}</Notice>}
      <Switch
        label={words.on}
        description={words.onText}
        checked={isOn}
        disabled={allowed === 'denied' || allowed === 'none'}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <Switch
        label={words.previews}
        description={words.previewsText}
        checked={preferences.showsText}
        onChange={(event) => change({ showsText: event.currentTarget.checked })}
      />
    </Stack>
  );
}
