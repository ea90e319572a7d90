import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Refusal } from '../../api';
import { wordsOf, wordsOfCode } from '../../notice';
import { strings } from '../../strings';
import { isPassword, isUsername } from './credentials';
import { KeepSignedIn, type Keeping } from './keep-signed-in';
import type { Session } from './session';
import classes from './sign-in-page.module.css';

const words = strings.session;

interface Faults {
  readonly username?: string;
  readonly password?: string;
  readonly form?: string;
}

function faultsOf(refusal: Refusal): Faults {
  const said = wordsOf(refusal);
  if (refusal.code === 'username-taken' || refusal.code === 'invalid-username') return { username: said };
  return refusal.code === 'invalid-password' ? { password: said } : { form: said };
}

export interface PasswordFormProps {
  readonly session: Session;
  /** Whether an account is made. */
  readonly isNew: boolean;
  readonly onSwitch: (isNew: boolean) => void;
  readonly keeping: Keeping;
  /** Shows what is wrong with the whole of it; null takes it away. */
  readonly onFault: (fault: string | null) => void;
}

/** Sign in, or up, with a name and a password: one form. */
export function PasswordForm({ session, isNew, onSwitch, keeping, onFault }: PasswordFormProps) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const show = (found: Faults) => {
    setFaults(found);
    onFault(found.form ?? null);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found: Faults = {
      ...(isUsername(username) ? {} : { username: wordsOfCode('invalid-username') }),
      ...(isPassword(password) ? {} : { password: wordsOfCode('invalid-password') }),
    };
    show(found);
    if (found.username !== undefined || found.password !== undefined) return;
    setBusy(true);
    const refusal = await session.enter({ username, password }, { isNew, keep: keeping.keep });
    if (refusal === null) return;
    setBusy(false);
    show(faultsOf(refusal));
  }

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
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
      <KeepSignedIn keeping={keeping} />
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
            onSwitch(!isNew);
            show({});
          }}
        >
          {isNew ? words.signIn : words.signUp}
        </Anchor>
      </p>
    </form>
  );
}
