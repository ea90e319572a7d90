import { UnstyledButton } from '@mantine/core';
import { IconCode, IconMessages } from '@tabler/icons-react';
import type { User } from '../api';
import { PersonMark } from '../person';
import { strings } from '../strings';
import classes from './rail.module.css';

const words = strings.shell;

/** Where the navigation leads. */
export type RailPlace = 'conversations' | 'automation' | 'settings';

/** The navigation: at the left, on a phone at the bottom. */
export function Rail({
  user,
  unread,
  failed,
  place,
  onGo,
}: {
  user: User;
  unread: number;
  /** Runs of scripts that failed and were not looked at. */
  failed: number;
  place: RailPlace;
  onGo: (place: RailPlace) => void;
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
          {failed > 0 && (
            <span className={classes.dot} data-kind="failed">
              <span className="unseen">{strings.studio.failed(failed)}</span>
            </span>
          )}
        </span>
        {words.automation}
      </UnstyledButton>
      <UnstyledButton
        className={classes.item}
        aria-current={place === 'settings' ? 'page' : undefined}
        onClick={() => onGo('settings')}
      >
        <span className={classes.icon}>
          <PersonMark id={user.id} name={user.username} size={28} />
        </span>
        <span>
          {words.settings}
          <span className="unseen">{words.account(user.username)}</span>
        </span>
      </UnstyledButton>
    </nav>
  );
}
