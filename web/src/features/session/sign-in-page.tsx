import { Anchor, Button, Checkbox, PasswordInput, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Refusal } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { isPassword, isUsername } from './credentials';
import { SamplePeople } from './sample-people';
import type { Session, SessionState } from './session';
import classes from './sign-in-page.module.css';

const words = strings.session;

interface Faults {
  readonly username?: string;
  readonly password?: string;
  readonly form?: string;
}

function faultsOf(refusal: Refusal): Faults {
  if (refusal.status === 409) return { username: words.taken };
  if (refusal.status === 401) return { form: words.wrong };
  if (refusal.status === 429) return { form: words.tooMany };
  return { form: wordsOf(refusal) };
}

export interface SignInPageProps {
  readonly session: Session;
  /** Who can be tried as. */
  readonly samples: readonly string[];
  /** What led here. */
  readonly after: Extract<SessionState, { kind: 'signed-out' }>['after'];
}

/** Sign in, or up: one form. On a server that is new and on this machine, also a try as one of its sample people. */
export function SignInPage({ session, samples, after }: SignInPageProps) {
  const [isNew, setIsNew] = useState(false);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found: Faults = {
      ...(isUsername(username) ? {} : { username: words.badUsername }),
      ...(isPassword(password) ? {} : { password: words.badPassword }),
    };
    setFaults(found);
    if (found.username !== undefined || found.password !== undefined) return;
    setBusy(true);
    const refusal = await session.enter({ username, password }, { isNew, keep });
    if (refusal === null) return;
    setBusy(false);
    setFaults(faultsOf(refusal));
  }

  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={48} height={48} />
        <span className={classes.product}>{strings.product}</span>
        <span className={classes.promise}>{strings.promise}</span>
      </div>
      <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate>
        <Title order={1}>{isNew ? words.signUpTitle : words.signInTitle}</Title>
        {after !== 'nothing' && faults.form === undefined && (
          <Notice kind="info">{after === 'end' ? words.ended : words.deleted}</Notice>
        )}
        {faults.form !== undefined && <Notice kind="error">{faults.form}</Notice>}
        <TextInput
          label={words.username}
          description={isNew ? words.usernameHint : undefined}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={faults.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          size="md"
        />
        <PasswordInput
          label={words.password}
          description={isNew ? words.passwordHint : undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={faults.password}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
          size="md"
        />
        <Checkbox
          label={words.keep}
          description={words.keepHint}
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          {isNew ? words.signUp : words.signIn}
        </Button>
        <p className={classes.other}>
          {isNew ? words.toSignIn : words.toSignUp}{' '}
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={600}
            onClick={() => {
              setIsNew(!isNew);
              setFaults({});
            }}
          >
            {isNew ? words.signIn : words.signUp}
          </Anchor>
        </p>
      </form>
      {samples.length > 0 && (
        <SamplePeople
          session={session}
          names={samples}
          onRefused={(refusal) => setFaults({ form: wordsOf(refusal) })}
        />
      )}
    </main>
  );
}
