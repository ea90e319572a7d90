import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { SignInPage } from '../features/session';
import { useCell } from '../store';
import { deskOf, type Surroundings } from './desk';
import { Shell } from './shell';
import type { User } from '../api';

function SignedIn({ user, isNew, surroundings }: { user: User; isNew: boolean; surroundings: Surroundings }) {
  const { session, zone } = surroundings;
  const desk = useMemo(() => deskOf(user.id, surroundings), [user.id, surroundings]);
  const queries = useQueryClient();
  // What was asked is one person's.
  useEffect(() => () => queries.clear(), [queries]);
  // A new person's scripts go by the time where they are, until they say otherwise.
  useEffect(() => {
    if (isNew) void desk.api.putSettings({ timeZone: zone });
  }, [isNew, desk, zone]);
  useEffect(() => {
    const { connection, directory } = desk;
    const wake = () => connection.wake();
    connection.start();
    void directory.load();
    window.addEventListener('online', wake);
    return () => {
      window.removeEventListener('online', wake);
      connection.stop();
    };
  }, [desk]);
  return (
    <Shell
      desk={desk}
      user={user}
      zone={zone}
      onSignOut={() => void session.leave()}
      onDelete={(password) => session.deleteAccount(password)}
    />
  );
}

/** The page: the way in, or a signed-in person's desk. */
export function App({ surroundings }: { surroundings: Surroundings }) {
  const state = useCell(surroundings.session.state);
  if (state.kind === 'signed-out')
    return <SignInPage session={surroundings.session} samples={surroundings.samples} after={state.after} />;
  const { user, isNew } = state;
  return <SignedIn key={user.id} user={user} isNew={isNew} surroundings={surroundings} />;
}
