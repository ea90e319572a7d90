import { Button } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../strings';
import { askPermission, permission } from './browser';
import { useNotificationPreferences } from './preferences';
import classes from './notifications.module.css';

const words = strings.notifications;

/** Offers notifications once, in the page; the browser is asked only when the person says yes. */
export function NotificationOffer() {
  const [{ isOn, wasOffered }, change] = useNotificationPreferences();
  const [isAsking, setAsking] = useState(false);
  if (isOn || wasOffered || permission() !== 'default') return null;
  const accept = async () => {
    setAsking(true);
    const answer = await askPermission();
    change({ isOn: answer === 'granted', wasOffered: true });
  };
  return (
    <section className={classes.offer} aria-label={words.title}>
      <p>{words.offer}</p>
      <Button size="compact-sm" loading={isAsking} onClick={() => void accept()}>
        {words.accept}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => change({ wasOffered: true })}>
        {words.decline}
      </Button>
    </section>
  );
}
