import { Title } from '@mantine/core';
import { useState } from 'react';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { EmailLink } from './email-link';
import { LinkOpened } from './link-opened';
import { OtherWays } from './other-ways';
import { PasswordForm } from './password-form';
import { SamplePeople } from './sample-people';
import type { Session, SessionState } from './session';
import classes from './sign-in-page.module.css';
import type { Vouching } from './vouching';

const words = strings.session;

/** How people get in here. */
export interface WayIn {
  /** Whether a name and a password of Parley's are a way in. */
  readonly withPassword: boolean;
  /** The other ways in; null when there are none. */
  readonly vouching: Vouching | null;
  /** Who can be tried as. */
  readonly samples: readonly string[];
}

export interface SignInPageProps extends WayIn {
  readonly session: Session;
  /** What led here. */
  readonly after: Extract<SessionState, { kind: 'signed-out' }>['after'];
}

/** The way in, in all the ways that the server offers. */
export function SignInPage({ session, withPassword, vouching, samples, after }: SignInPageProps) {
  const [view, setView] = useState<'ways' | 'email-link' | 'link-opened'>(
    vouching !== null && vouching.link !== null ? 'link-opened' : 'ways',
  );
  const [isNew, setIsNew] = useState(false);
  const [keep, setKeep] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const keeping = { keep, setKeep };

  const goBack = () => {
    // The link has done its work, or is given up; what is wrong with it stays to be read.
    if (view === 'email-link') setFault(null);
    setView('ways');
  };

  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={48} height={48} />
        <span className={classes.product}>{strings.product}</span>
        <span className={classes.promise}>{strings.promise}</span>
      </div>
      <div className={classes.card}>
        <Title order={1}>
          {view === 'email-link' ? words.byEmailLink : isNew ? words.signUpTitle : words.signInTitle}
        </Title>
        {after !== 'nothing' && fault === null && (
          <Notice kind="info">{after === 'end' ? words.ended : words.deleted}</Notice>
        )}
        {fault !== null && <Notice kind="error">{fault}</Notice>}
        {view === 'ways' && withPassword && (
          <PasswordForm
            session={session}
            isNew={isNew}
            onSwitch={setIsNew}
            keeping={keeping}
            onFault={setFault}
          />
        )}
        {view === 'ways' && vouching !== null && (
          <OtherWays
            vouching={vouching}
            keep={keep}
            onEmailLink={() => {
              setFault(null);
              setView('email-link');
            }}
            onFault={setFault}
          />
        )}
        {view === 'email-link' && vouching !== null && (
          <EmailLink vouching={vouching} keeping={keeping} onBack={goBack} onFault={setFault} />
        )}
        {view === 'link-opened' && vouching !== null && (
          <LinkOpened vouching={vouching} onBack={goBack} onFault={setFault} />
        )}
      </div>
      {samples.length > 0 && (
        <SamplePeople session={session} names={samples} onRefused={(refusal) => setFault(wordsOf(refusal))} />
      )}
    </main>
  );
}
