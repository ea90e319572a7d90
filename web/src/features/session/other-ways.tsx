import { Button } from '@mantine/core';
import { IconBrandGoogle, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../../strings';
import { hindranceWords } from './hindrance-words';
import classes from './sign-in-page.module.css';
import type { Vouching } from './vouching';

const words = strings.session;

export interface OtherWaysProps {
  readonly vouching: Vouching;
  readonly keep: boolean;
  readonly onEmailLink: () => void;
  readonly onFault: (fault: string | null) => void;
}

/** The ways to sign in without a password of Parley's, one button each. */
export function OtherWays({ vouching, keep, onEmailLink, onFault }: OtherWaysProps) {
  const [busy, setBusy] = useState(false);

  async function askGoogle() {
    onFault(null);
    setBusy(true);
    const hindrance = await vouching.askGoogle(keep);
    if (hindrance === null) return;
    setBusy(false);
    onFault(hindranceWords(hindrance));
  }

  return (
    <div className={classes.ways}>
      {vouching.ways.includes('email-link') && (
        <Button
          variant="default"
          size="md"
          fullWidth
          leftSection={<IconMail size={20} stroke={1.75} aria-hidden="true" />}
          disabled={busy}
          onClick={onEmailLink}
        >
          {words.byEmailLink}
        </Button>
      )}
      {vouching.ways.includes('google') && (
        <Button
          variant="default"
          size="md"
          fullWidth
          leftSection={<IconBrandGoogle size={20} stroke={1.75} aria-hidden="true" />}
          loading={busy}
          onClick={() => void askGoogle()}
        >
          {words.byGoogle}
        </Button>
      )}
    </div>
  );
}
