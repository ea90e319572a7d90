import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api, type User } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import { Asked } from './asked';
import { BlockSearch } from './block-search';
import { Card, Section } from './section';
import classes from './section.module.css';

const words = strings.settings;
const key = ['blocks'];

/** Whose messages do not reach the reader: seen, ended and begun. */
export function BlockedPage({ api, ownId }: { api: Api; ownId: number }) {
  const queries = useQueryClient();
  const blocked = useQuery({ queryKey: key, queryFn: async () => (await valueOf(api.blocks())).users });
  const change = useMutation({
    mutationFn: ({ user, isBlocked }: { user: User; isBlocked: boolean }) =>
      valueOf(isBlocked ? api.block(user.id) : api.unblock(user.id)),
    onSuccess: (_nothing, { user, isBlocked }) => {
      queries.setQueryData(key, (users: User[] = []) => [
        ...users.filter(({ id }) => id !== user.id),
        ...(isBlocked ? [user] : []),
      ]);
    },
  });
  const hidden = new Set([ownId, ...(blocked.data ?? []).map(({ id }) => id)]);
  const changed = change.variables;
  return (
    <Section title={words.blocked} text={words.blockedText}>
      {change.isSuccess && changed !== undefined && (
        <Notice kind="success">
          {changed.isBlocked
            ? words.blockedNow(changed.user.username)
            : words.unblocked(changed.user.username)}
        </Notice>
      )}
      {change.isError && <Notice kind="error">{wordsOf(refusalOf(change.error))}</Notice>}
      <Card>
        <Asked query={blocked} height={56}>
          {(users) =>
            users.length === 0 ? (
              <p className={classes.empty}>{words.blockedNone}</p>
            ) : (
              <ul className={classes.rows} aria-label={words.blockedList}>
                {users.map((user) => (
                  <li key={user.id} className={classes.row}>
                    <PersonMark id={user.id} name={user.username} size={32} />
                    <span className={classes.rowTexts}>{user.username}</span>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={words.unblockOf(user.username)}
                      disabled={change.isPending}
                      onClick={() => change.mutate({ user, isBlocked: false })}
                    >
                      {words.unblock}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Asked>
      </Card>
      <BlockSearch
        api={api}
        hidden={hidden}
        busy={change.isPending}
        onBlock={(user) => change.mutate({ user, isBlocked: true })}
      />
    </Section>
  );
}
