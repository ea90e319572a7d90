import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api } from '../../api';
import { Notice, wordsOf, wordsOfCode } from '../../notice';
import { strings } from '../../strings';
import classes from './section.module.css';

const words = strings.settings;
const visibility = { 'aria-label': strings.session.showPassword };

/** Changes the password; the server ends every other session then. */
export function PasswordForm({ api, username }: { api: Api; username: string }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', newPassword: '', again: '' },
    validate: {
      password: (value) => (value === '' ? words.passwordMissing : null),
      newPassword: (value) => {
        const { length } = [...value];
        return length < 8 || length > 256 ? wordsOfCode('invalid-password') : null;
      },
      again: (value, { newPassword }) => (value === newPassword ? null : words.passwordDiffers),
    },
  });
  const change = useMutation({
    mutationFn: ({ password, newPassword }: { password: string; newPassword: string }) =>
      valueOf(api.changePassword({ password, newPassword })),
    onSuccess: () => form.reset(),
    onError: (failure) => {
      if (refusalOf(failure).status === 403) form.setFieldError('password', words.passwordWrong);
    },
  });
  const refusal = change.error === null ? null : refusalOf(change.error);
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      <PasswordInput
        key={form.key('password')}
        label={words.passwordNow}
        autoComplete="current-password"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('password')}
      />
      <PasswordInput
        key={form.key('newPassword')}
        label={words.passwordNew}
        description={strings.session.passwordHint}
        autoComplete="new-password"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('newPassword')}
      />
      <PasswordInput
        key={form.key('again')}
        label={words.passwordAgain}
        autoComplete="new-password"
        visibilityToggleButtonProps={visibility}
        {...form.getInputProps('again')}
      />
      {change.isSuccess && <Notice kind="success">{words.passwordChanged}</Notice>}
      {refusal !== null && refusal.status !== 403 && <Notice kind="error">{wordsOf(refusal)}</Notice>}
      <Button type="submit" loading={change.isPending}>
        {words.passwordChange}
      </Button>
    </form>
  );
}
