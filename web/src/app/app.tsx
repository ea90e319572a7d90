import { useEffect, useMemo } from 'react';
import { SignInPage } from '../features/session';
import { useCell } from '../store';
import { deskOf, type Surroundings } from './desk';
import { Shell } from './shell';
import type { User } from '../api';

function SignedIn({ user, surroundings }: { user: User; surroundings: Surroundings }) {
  const desk = useMemo(() => deskOf(user.id, surroundings), [user.id, surroundings]);
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
  return <Shell desk={desk} user={user} onSignOut={() => void surroundings.session.leave()} />;
}

/** The page: the way in, or a signed-in person's desk. */
export function App({ surroundings }: { surroundings: Surroundings }) {
  const state = useCell(surroundings.session.state);
  if (state.kind === 'signed-out') return <SignInPage session={surroundings.session} ended={state.ended} />;
  return <SignedIn key={state.user.id} user={state.user} surroundings={surroundings} />;
}
