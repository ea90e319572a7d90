import { Anchor, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { strings } from '../../strings';
import { AddressForm } from './address-form';
import { hindranceWords } from './hindrance-words';
import classes from './sign-in-page.module.css';
import type { Vouching } from './vouching';

const words = strings.session;

export interface LinkOpenedProps {
  readonly vouching: Vouching;
  readonly onBack: () => void;
  readonly onFault: (fault: string | null) => void;
}

/** Signs in by the link that led here; where it was asked for on another device, once its address is known. */
export function LinkOpened({ vouching, onBack, onFault }: LinkOpenedProps) {
  const [isOpening, setOpening] = useState(vouching.address !== null);

  async function open(address: string) {
    onFault(null);
    const hindrance = await vouching.openLink(address);
    if (hindrance === null) return;
    setOpening(false);
    onFault(hindranceWords(hindrance));
    // Another one has to be asked for.
    if (vouching.link === null) onBack();
  }

  useEffect(() => {
    if (vouching.address !== null) void open(vouching.address);
    // Once: the link is used by it.
  }, [vouching]);

  if (isOpening) {
    return (
      <p className={classes.opening} role="status">
        <Loader size="sm" aria-hidden="true" /> {words.openingLink}
      </p>
    );
  }
  return (
    <div className={classes.form}>
      <AddressForm label={words.addressOfLink} submit={words.signIn} onSubmit={open} />
      <p className={classes.other}>
        <Anchor component="button" type="button" size="sm" fw={600} onClick={onBack}>
          {words.otherWay}
        </Anchor>
      </p>
    </div>
  );
}
