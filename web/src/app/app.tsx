import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { SignInPage } from '../features/session';
import { useCell } from '../store';
import { deskOf, forget, type Surroundings } from './desk';
import { Waiting } from './panes';
import { Shell } from './shell';
import type { User } from '../api';

function SignedIn({ user, isNew, surroundings }: { user: User; isNew: boolean; surroundings: Surroundings }) {
  const { session, zone } = surroundings;
  const desk = useMemo(() => deskOf(user.id, surroundings), [user.id, surroundings]);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  // What was asked is one person's.
  useEffect(() => () => queries.clear(), [queries]);
  // A new person's scripts go by the time where they are, until they say otherwise.
  useEffect(() => {
    if (isNew) void desk.api.putSettings({ timeZone: zone });
  }, [isNew, desk, zone]);
  useEffect(() => {
    const { chat, connection, directory } = desk;
    const wake = () => connection.wake();
    let isHere = true;
    void chat.open().then(() => {
      if (!isHere) return;
      setOpen(true);
      connection.start();
    });
    void directory.load();
    window.addEventListener('online', wake);
    return () => {
      isHere = false;
      window.removeEventListener('online', wake);
      connection.stop();
    };
  }, [desk]);
  // Who signs out, or goes for good, leaves nothing behind; who was signed out finds what they had begun.
  const onSignOut = () => {
    void forget(user.id, desk, surroundings.storage);
    void session.leave();
  };
  const onDelete = async (password: string | null) => {
    const refusal = await session.deleteAccount(password);
    if (refusal === null) await forget(user.id, desk, surroundings.storage);
    return refusal;
  };
  // What was begun in an earlier visit is there from the first moment.
  if (!isOpen) return <Waiting />;
  return <Shell desk={desk} user={user} zone={zone} onSignOut={onSignOut} onDelete={onDelete} />;
}

/** The page: the way in, or a signed-in person's desk. */
export function App({ surroundings }: { surroundings: Surroundings }) {
  const state = useCell(surroundings.session.state);
  if (state.kind === 'signed-out')
    return <SignInPage {...surroundings.wayIn} session={surroundings.session} after={state.after} />;
  const { user, isNew } = state;
  return <SignedIn key={user.id} user={user} isNew={isNew} surroundings={surroundings} />;
}
