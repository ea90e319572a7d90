import { strings } from '../../strings';
import { useTime } from '../../time';
import type { Presence } from './presence';
import classes from './people-pane.module.css';

const words = strings.people;

/** Says whether somebody is here, or when they were last; nothing where nothing is known. */
export function PresenceLine({ presence }: { presence: Presence | undefined }) {
  const { when, now } = useTime();
  if (presence === undefined) return null;
  return (
    <span className={classes.presence} data-online={presence.online}>
      {presence.online
        ? words.online
        : words.lastSeen(when.short(presence.since, now(), strings.conversation))}
    </span>
  );
}
