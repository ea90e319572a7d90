import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { valueOf, type Api, type User } from '../../api';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import { Asked } from './asked';
import { Card } from './section';
import classes from './section.module.css';

const words = strings.settings;
const most = 8;
/** A pause in the typing this long (ms) asks the server. */
const pause = 200;

/** Finds people by the beginning of their names, to block one. */
export function BlockSearch({
  api,
  hidden,
  busy,
  onBlock,
}: {
  api: Api;
  /** Who is not offered. */
  hidden: ReadonlySet<number>;
  busy: boolean;
  onBlock: (user: User) => void;
}) {
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), pause);
  const found = useQuery({
    queryKey: ['users', q],
    queryFn: async () => (await valueOf(api.users({ q, limit: most + hidden.size }))).users,
    enabled: q !== '',
  });
  return (
    <Card>
      <TextInput
        label={words.blockSearch}
        placeholder={words.blockPlaceholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        w={360}
      />
      {q !== '' && (
        <Asked query={found} height={56}>
          {(users) => {
            const shown = users.filter(({ id }) => !hidden.has(id)).slice(0, most);
            return shown.length === 0 ? (
              <p className={classes.empty}>{words.blockNoMatch(q)}</p>
            ) : (
              <ul className={classes.rows} aria-label={words.blockFound}>
                {shown.map((user) => (
                  <li key={user.id} className={classes.row}>
                    <PersonMark id={user.id} name={user.username} size={32} />
                    <span className={classes.rowTexts}>{user.username}</span>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={words.blockOf(user.username)}
                      disabled={busy}
                      onClick={() => onBlock(user)}
                    >
                      {words.block}
                    </Button>
                  </li>
                ))}
              </ul>
            );
          }}
        </Asked>
      )}
    </Card>
  );
}
