import { Title } from '@mantine/core';
import { titleOf, type Conversation, type NameOf } from '../features/conversation';
import { PeopleMark } from '../person';
import { strings } from '../strings';
import { BackButton } from './panes';
import classes from './conversation-header.module.css';

const words = strings.conversation;

/** Whom one talks to. */
export function ConversationHeader({
  conversation,
  nameOf,
  onBack,
}: {
  conversation: Conversation;
  nameOf: NameOf;
  onBack: () => void;
}) {
  const { otherIds } = conversation;
  return (
    <header className={classes.header}>
      <BackButton onBack={onBack} />
      <PeopleMark people={otherIds.map((id) => ({ id, name: nameOf(id) }))} />
      <div className={classes.texts}>
        <Title order={2} className={classes.title}>
          {titleOf(otherIds, nameOf)}
        </Title>
        <span className={classes.members}>
          {otherIds.length > 1 ? words.members(otherIds.length + 1) : words.justTwo}
        </span>
      </div>
    </header>
  );
}
