import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { strings } from '../../strings';
import classes from './sign-in-page.module.css';

const words = strings.session;

/** Enough to tell a slip from an address; whether it exists, the mail shows. */
const isAddress = (text: string): boolean => /^\S+@\S+$/.test(text);

export interface AddressFormProps {
  readonly label: string;
  /** What is known of it already. */
  readonly initial?: string;
  /** What the button says. */
  readonly submit: string;
  readonly onSubmit: (address: string) => Promise<void>;
  /** Between the address and the button. */
  readonly children?: ReactNode;
}

/** Asks for somebody's email address. */
export function AddressForm({ label, initial = '', submit, onSubmit, children }: AddressFormProps) {
  const [address, setAddress] = useState(initial);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    const typed = address.trim();
    const found = isAddress(typed) ? null : words.doubts['bad-address'];
    setFault(found);
    if (found !== null) return;
    setBusy(true);
    await onSubmit(typed);
    setBusy(false);
  }

  return (
    <form className={classes.form} onSubmit={(event) => void send(event)} noValidate>
      <TextInput
        type="email"
        label={label}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={fault}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        size="md"
      />
      {children}
      <Button type="submit" size="md" loading={busy} fullWidth>
        {submit}
      </Button>
    </form>
  );
}
