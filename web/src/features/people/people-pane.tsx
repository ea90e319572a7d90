import { ActionIcon, Menu, Switch, Text } from '@mantine/core';
import { IconDots, IconMessage, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api, type User } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import type { Presence } from './presence';
import { PresenceLine } from './presence-line';
import classes from './people-pane.module.css';

const words = strings.people;
const key = ['blocks'];

function useBlocks(api: Pick<Api, 'blocks' | 'block' | 'unblock'>) {
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
  return { ids: new Set(blocked.data?.map(({ id }) => id)), change };
}

/** The people of a conversation: how they are, and what one may do about each. */
export function PeoplePane({
  api,
  people,
  ownId,
  presence,
  isMuted,
  onMute,
  onOpen,
}: {
  api: Pick<Api, 'blocks' | 'block' | 'unblock'>;
  /** Everybody in the conversation, the reader included. */
  people: readonly User[];
  ownId: number;
  presence: ReadonlyMap<number, Presence>;
  /** Whether this device says nothing of what comes here. */
  isMuted: boolean;
  onMute: (muted: boolean) => void;
  /** Write to one of them alone. */
  onOpen: (id: number) => void;
}) {
  const { ids, change } = useBlocks(api);
  const others = people.length - 1;
  return (
    <div className={classes.pane}>
      {change.isError && <Notice kind="error">{wordsOf(refusalOf(change.error))}</Notice>}
      <ul className={classes.list} aria-label={words.members}>
        {people.map((user) => {
          const { id, username } = user;
          const isBlocked = ids.has(id);
          return (
            <li key={id} className={classes.person}>
              <span className={classes.marked} data-online={presence.get(id)?.online === true}>
                <PersonMark id={id} name={username} size={36} />
              </span>
              <span className={classes.texts}>
                <bdi className={classes.name}>{id === ownId ? words.yourself(username) : username}</bdi>
                {isBlocked ? (
                  <span className={classes.presence}>{words.blocked}</span>
                ) : (
                  <PresenceLine presence={presence.get(id)} />
                )}
              </span>
              {id !== ownId && (
                <Menu position="bottom-end" radius="md" withinPortal>
                  <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" size={36} aria-label={words.more(username)}>
                      <IconDots size={18} aria-hidden="true" />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {others > 1 && (
                      <Menu.Item
                        leftSection={<IconMessage size={16} aria-hidden="true" />}
                        onClick={() => onOpen(id)}
                      >
                        {words.writeAlone(username)}
                      </Menu.Item>
                    )}
                    <Menu.Item
                      leftSection={
                        isBlocked ? (
                          <IconUserCheck size={16} aria-hidden="true" />
                        ) : (
                          <IconUserOff size={16} aria-hidden="true" />
                        )
                      }
                      onClick={() => change.mutate({ user, isBlocked: !isBlocked })}
                    >
                      {isBlocked ? words.unblock(username) : words.block(username)}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
            </li>
          );
        })}
      </ul>
      <Switch
        className={classes.mute!}
        label={strings.notifications.mute}
        description={strings.notifications.muteText}
        checked={isMuted}
        onChange={(event) => onMute(event.currentTarget.checked)}
      />
      <Text c="dimmed" size="sm" className={classes.note}>
        {words.blockNote}
      </Text>
    </div>
  );
}
