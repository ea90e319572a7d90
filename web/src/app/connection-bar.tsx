import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Phase } from '../connection';
import { Notice } from '../notice';
import { strings } from '../strings';
import classes from './connection-bar.module.css';

const words = strings.connection;
/** A connection that comes about sooner than this (ms) is not worth a word. */
const grace = 1_500;

/** Says when the page is not connected, and stays silent when it is. */
export function ConnectionBar({ phase, onTry }: { phase: Phase; onTry: () => void }) {
  const isAway = phase.kind !== 'online' && phase.kind !== 'stopped';
  const [shows, setShows] = useState(false);
  useEffect(() => {
    if (!isAway) return setShows(false);
    const timer = setTimeout(() => setShows(true), grace);
    return () => clearTimeout(timer);
  }, [isAway]);
  if (!shows) return null;
  if (phase.kind === 'refused' && phase.reason === 'origin') {
    return (
      <div className={classes.bar}>
        <Notice kind="error">{words.origin}</Notice>
      </div>
    );
  }
  return (
    <div className={classes.bar}>
      <Notice
        kind="info"
        action={
          phase.kind === 'waiting' ? (
            <Button size="compact-sm" variant="default" onClick={onTry}>
              {words.tryNow}
            </Button>
          ) : undefined
        }
      >
        {phase.kind === 'waiting' ? words.waiting : words.connecting}
      </Notice>
    </div>
  );
}

/** Says when the browser keeps nothing of what is written here, and stays silent when it does, or when it was read. */
export function KeepingBar({ lasts }: { lasts: boolean }) {
  const [wasRead, setRead] = useState(false);
  if (lasts || wasRead) return null;
  return (
    <div className={classes.bar}>
      <Notice
        kind="info"
        action={
          <Button size="compact-sm" variant="default" onClick={() => setRead(true)}>
            {strings.problems.dismiss}
          </Button>
        }
      >
        {words.keepsNothing}
      </Notice>
    </div>
  );
}
