import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { Refusal } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import classes from './section.module.css';

const words = strings.settings;

/**
 * Deletes the account for good: null when it is gone, else why not. A wrong password is a 401; who has none (null) must
 * have signed in lately, else the code is `sign-in-again`.
 */
export type Deletion = (password: string | null) => Promise<Refusal | null>;

/** Deletes the account of who types its name, and its password where it has one. */
export function DeletionForm({
  username,
  hasPassword,
  onDelete,
  onSignOut,
}: {
  username: string;
  hasPassword: boolean;
  onDelete: Deletion;
  onSignOut: () => void;
}) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (value === username ? null : words.deleteConfirmWrong),
      password: (value) => (hasPassword && value === '' ? words.passwordMissing : null),
    },
  });
  const deletion = useMutation({
    mutationFn: onDelete,
    onSuccess: (refusal) => {
      if (hasPassword && refusal?.status === 401) form.setFieldError('password', words.passwordWrong);
    },
  });
  const refusal = deletion.data ?? null;
  return (
    <form
      className={classes.form}
      onSubmit={form.onSubmit(({ password }) => deletion.mutate(hasPassword ? password : null))}
      noValidate
    >
      <TextInput
        key={form.key('name')}
        label={words.deleteConfirm(username)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('name')}
      />
      {hasPassword && (
        <PasswordInput
          key={form.key('password')}
          label={words.password}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': strings.session.showPassword }}
          {...form.getInputProps('password')}
        />
      )}
      {refusal?.code === 'sign-in-again' ? (
        <Notice
          kind="info"
          action={
            <Button size="compact-sm" variant="default" onClick={onSignOut}>
              {words.signOut}
            </Button>
          }
        >
          {words.deleteSignInAgain}
        </Notice>
      ) : (
        refusal !== null &&
        form.errors['password'] === undefined && <Notice kind="error">{wordsOf(refusal)}</Notice>
      )}
      <Button type="submit" color="red" loading={deletion.isPending}>
        {words.deleteButton}
      </Button>
    </form>
  );
}
