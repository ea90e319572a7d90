import { Menu, UnstyledButton } from '@mantine/core';
import { IconCode, IconLogout, IconMessages } from '@tabler/icons-react';
import type { User } from '../api';
import { PersonMark } from '../person';
import { strings } from '../strings';
import classes from './rail.module.css';

const words = strings.shell;

/** The navigation: at the left, on a phone at the bottom. */
export function Rail({
  user,
  unread,
  place,
  onGo,
  onSignOut,
}: {
  user: User;
  unread: number;
  place: 'conversations' | 'automation';
  onGo: (view: 'conversations' | 'automation') => void;
  onSignOut: () => void;
}) {
  return (
    <nav className={classes.rail} aria-label={words.navigation}>
      <img className={classes.logo} src="/icon.svg" alt="" width={30} height={30} />
      <UnstyledButton
        className={classes.item}
        aria-current={place === 'conversations' ? 'page' : undefined}
        onClick={() => onGo('conversations')}
      >
        <span className={classes.icon}>
          <IconMessages size={22} stroke={1.75} aria-hidden="true" />
          {unread > 0 && <span className={classes.dot} aria-hidden="true" />}
        </span>
        {words.conversations}
      </UnstyledButton>
      <UnstyledButton
        className={classes.item}
        aria-current={place === 'automation' ? 'page' : undefined}
        onClick={() => onGo('automation')}
      >
        <span className={classes.icon}>
          <IconCode size={22} stroke={1.75} aria-hidden="true" />
        </span>
        {words.automation}
      </UnstyledButton>
      <Menu position="top-start" offset={8} radius="md" withinPortal>
        <Menu.Target>
          <UnstyledButton className={classes.account} aria-label={words.account(user.username)}>
            <PersonMark id={user.id} name={user.username} size={36} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{strings.session.signedInAs(user.username)}</Menu.Label>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={onSignOut}>
            {strings.session.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
