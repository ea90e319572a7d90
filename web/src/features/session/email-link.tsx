import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import { AddressForm } from './address-form';
import { KeepSignedIn, type Keeping } from './keep-signed-in';
import classes from './sign-in-page.module.css';
import type { Vouching } from './vouching';

const words = strings.session;

export interface EmailLinkProps {
  readonly vouching: Vouching;
  readonly keeping: Keeping;
  readonly onBack: () => void;
  readonly onFault: (fault: string | null) => void;
}

/** Asks for an address, mails a link to it, and says where to look. */
export function EmailLink({ vouching, keeping, onBack, onFault }: EmailLinkProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);

  async function send(address: string) {
    onFault(null);
    const doubt = await vouching.sendLink(address, keeping.keep);
    if (doubt === null) setSentTo(address);
    else onFault(words.doubts[doubt]);
  }

  return (
    <div className={classes.form}>
      {sentTo === null ? (
        <AddressForm label={words.address} submit={words.sendLink} onSubmit={send}>
          <KeepSignedIn keeping={keeping} />
        </AddressForm>
      ) : (
        <>
          <Notice kind="success">{words.linkSent(sentTo)}</Notice>
          <Button variant="default" size="md" fullWidth onClick={() => setSentTo(null)}>
            {words.sendAnother}
          </Button>
        </>
      )}
      <p className={classes.other}>
        <Anchor component="button" type="button" size="sm" fw={600} onClick={onBack}>
          {words.otherWay}
        </Anchor>
      </p>
    </div>
  );
}
