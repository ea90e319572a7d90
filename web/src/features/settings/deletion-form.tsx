import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { Refusal } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import classes from './section.module.css';

const words = strings.settings;

/** Deletes the account for good: null when it is gone, else why not; a wrong password is a 401. */
export type Deletion = (password: string) => Promise<Refusal | null>;

/** Deletes the account of who types its name and its password. */
export function DeletionForm({ username, onDelete }: { username: string; onDelete: Deletion }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (value === username ? null : words.deleteConfirmWrong),
      password: (value) => (value === '' ? words.passwordMissing : null),
    },
  });
  const deletion = useMutation({
    mutationFn: onDelete,
    onSuccess: (refusal) => {
      if (refusal?.status === 401) form.setFieldError('password', words.passwordWrong);
    },
  });
  const refusal = deletion.data ?? null;
  return (
    <form
      className={classes.form}
      onSubmit={form.onSubmit(({ password }) => deletion.mutate(password))}
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
      <PasswordInput
        key={form.key('password')}
        label={words.password}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': strings.session.showPassword }}
        {...form.getInputProps('password')}
      />
      {refusal !== null && refusal.status !== 401 && (
        <Notice kind="error">{wordsOf(refusal)}</Notice>
      )}
      <Button type="submit" color="red" loading={deletion.isPending}>
        {words.deleteButton}
      </Button>
    </form>
  );
}
