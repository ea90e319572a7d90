import { UnstyledButton } from '@mantine/core';
import { IconBellOff, IconRobot } from '@tabler/icons-react';
import { PeopleMark } from '../../../person';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import type { Conversation } from '../model/snapshot';
import { titleOf, type NameOf } from '../names';
import { glanceOf } from '../text/glance';
import classes from './conversation-list.module.css';

const words = strings.conversation;

function Preview({
  conversation,
  isOpen,
  ownId,
  nameOf,
}: {
  conversation: Conversation;
  /** What is begun there is before the reader's eyes. */
  isOpen: boolean;
  ownId: number;
  nameOf: NameOf;
}) {
  const { draft, last, unconfirmed } = conversation;
  const waiting = unconfirmed.at(-1);
  if (!isOpen && draft.trim() !== '')
    return (
      <>
        <span className={classes.draft}>{words.draft}</span> <bdi>{glanceOf(draft)}</bdi>
      </>
    );
  if (waiting !== undefined)
    return (
      <>
        {words.preview(words.you)} <bdi>{glanceOf(waiting.text)}</bdi>
      </>
    );
  if (last === null) return words.noMessages;
  const isOwn = last.senderId === ownId;
  const named = isOwn || conversation.otherIds.length > 1;
  return (
    <>
      {last.author !== 'person' && (
        <IconRobot size={14} stroke={1.75} className={classes.robot} role="img" aria-label={words.program} />
      )}
      {named && <bdi>{words.preview(isOwn ? words.you : nameOf(last.senderId))}</bdi>}{' '}
      <bdi>{glanceOf(last.text)}</bdi>
    </>
  );
}

/** Conversations, the newest first, one button each. */
export function ConversationList({
  conversations,
  chosenId,
  ownId,
  nameOf,
  isOnline,
  isMuted,
  label,
  onOpen,
}: {
  conversations: readonly Conversation[];
  chosenId: string | null;
  ownId: number;
  nameOf: NameOf;
  isOnline: (id: number) => boolean;
  /** By the conversation's id. */
  isMuted: (id: string) => boolean;
  label: string;
  onOpen: (conversation: Conversation) => void;
}) {
  const { when, now } = useTime();
  return (
    <ul className={classes.list} aria-label={label}>
      {conversations.map((conversation) => {
        const title = titleOf(conversation.otherIds, nameOf);
        const { id, otherIds, unread, latestAt } = conversation;
        return (
          <li key={id}>
            <UnstyledButton
              className={classes.item}
              aria-current={id === chosenId ? 'true' : undefined}
              onClick={() => onOpen(conversation)}
            >
              <span className={classes.mark} data-online={otherIds.length === 1 && otherIds.every(isOnline)}>
                <PeopleMark people={otherIds.map((other) => ({ id: other, name: nameOf(other) }))} />
              </span>
              <span className={classes.texts}>
                <span className={classes.line}>
                  <span className={classes.title}>
                    <span className="unseen">{words.open} </span>
                    <bdi>{title}</bdi>
                    <span className="unseen">
                      {unread > 0 ? `, ${strings.shell.skipUnread(unread)},` : ','}{' '}
                    </span>
                  </span>
                  <time className={classes.time} dateTime={new Date(latestAt).toISOString()}>
                    {when.short(latestAt, now(), words)}
                  </time>
                </span>
                <span className={classes.line} data-unread={unread > 0}>
                  <span className={classes.preview}>
                    <Preview
                      conversation={conversation}
                      isOpen={id === chosenId}
                      ownId={ownId}
                      nameOf={nameOf}
                    />
                  </span>
                  {isMuted(id) && (
                    <IconBellOff
                      size={14}
                      stroke={1.75}
                      className={classes.muted}
                      role="img"
                      aria-label={strings.notifications.muted}
                    />
                  )}
                  {unread > 0 && (
                    <span className={classes.unread} data-muted={isMuted(id)}>
                      {unread > 99 ? '99+' : unread}
                    </span>
                  )}
                </span>
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
