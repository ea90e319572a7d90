import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import type { Api, User } from '../../api';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import { Asked } from './asked';
import { PasswordForm } from './password-form';
import { Card, Section } from './section';
import { useAccount } from './use-account';
import classes from './section.module.css';

const words = strings.settings;

/** Who the reader is, their password, and the way out. */
export function AccountPage({
  api,
  user,
  isChosen,
  onSignOut,
}: {
  api: Api;
  user: User;
  /** The reader asked for this page. */
  isChosen: boolean;
  onSignOut: () => void;
}) {
  const account = useAccount(api);
  return (
    <Section title={words.account} text={words.accountText} isChosen={isChosen}>
      <Card>
        <div className={classes.row}>
          <PersonMark id={user.id} name={user.username} size={48} />
          <span className={classes.rowTexts}>
            <span className={classes.rowTitle}>{user.username}</span>
            <span className={classes.rowText}>{words.usernameNote}</span>
          </span>
        </div>
      </Card>
      <Asked query={account} height={340}>
        {({ hasPassword }) => (
          <Card title={words.password} note={hasPassword ? words.passwordNote : words.passwordNone}>
            {hasPassword && <PasswordForm api={api} username={user.username} />}
          </Card>
        )}
      </Asked>
      <Card title={words.signOut} note={words.signOutNote}>
        <Button
          variant="default"
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          onClick={onSignOut}
        >
          {words.signOut}
        </Button>
      </Card>
    </Section>
  );
}
