import { ActionIcon, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { titleOf, type Conversation, type NameOf } from '../features/conversation';
import { PresenceLine, type Presence } from '../features/people';
import { PeopleMark } from '../person';
import { strings } from '../strings';
import { BackButton } from './panes';
import classes from './conversation-header.module.css';

const words = strings.conversation;

/** Whom one talks to, and how they are. */
export function ConversationHeader({
  conversation,
  nameOf,
  presence,
  showsPeople,
  onPeople,
  onBack,
}: {
  conversation: Conversation;
  nameOf: NameOf;
  presence: ReadonlyMap<number, Presence>;
  /** The pane with the people is open. */
  showsPeople: boolean;
  onPeople: () => void;
  onBack: () => void;
}) {
  const { otherIds } = conversation;
  const [only] = otherIds;
  const online = otherIds.filter((id) => presence.get(id)?.online === true).length;
  return (
    <header className={classes.header}>
      <BackButton onBack={onBack} />
      <PeopleMark people={otherIds.map((id) => ({ id, name: nameOf(id) }))} />
      <div className={classes.texts}>
        <Title order={2} className={classes.title}>
          <bdi>{titleOf(otherIds, nameOf)}</bdi>
        </Title>
        <span className={classes.members}>
          {otherIds.length > 1 ? (
            words.members(otherIds.length + 1, online)
          ) : only !== undefined && presence.has(only) ? (
            <PresenceLine presence={presence.get(only)} />
          ) : (
            words.justTwo
          )}
        </span>
      </div>
      <ActionIcon
        className={classes.people}
        variant={showsPeople ? 'light' : 'subtle'}
        size={40}
        aria-label={words.people}
        aria-pressed={showsPeople}
        title={words.people}
        onClick={onPeople}
      >
        <IconUsers size={20} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </header>
  );
}
