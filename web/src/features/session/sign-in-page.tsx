import { Anchor, Button, Checkbox, PasswordInput, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Refusal } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { isPassword, isUsername } from './credentials';
import type { Session } from './session';
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

/** Sign in, or up: one form. */
export function SignInPage({ session, after }: { session: Session; after: 'nothing' | 'end' | 'deletion' }) {
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
    setBusy(false);
    if (refusal !== null) setFaults(faultsOf(refusal));
  }

  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={44} height={44} />
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
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
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
            onClick={() => {
              setIsNew(!isNew);
              setFaults({});
            }}
          >
            {isNew ? words.signIn : words.signUp}
          </Anchor>
        </p>
      </form>
    </main>
  );
}
