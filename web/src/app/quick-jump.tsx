import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { User } from '../api';
import { Dialog } from '../dialog';
import { titleOf, type Conversation, type NameOf } from '../features/conversation';
import { matches } from '../features/people/matches';
import { PeopleMark } from '../person';
import { strings } from '../strings';
import classes from './quick-jump.module.css';

const words = strings.keyboard;
/** So many are offered. */
const most = 12;

interface Goal {
  readonly key: string;
  readonly title: string;
  readonly people: readonly number[];
}

/** Conversations, the newest first, then people, whose names hold the text. */
function goalsFor(
  text: string,
  conversations: readonly Conversation[],
  people: readonly User[],
  nameOf: NameOf,
): readonly Goal[] {
  const open = conversations.map(({ id, otherIds }) => ({
    key: id,
    title: titleOf(otherIds, nameOf),
    people: otherIds,
  }));
  const met = new Set(conversations.flatMap(({ otherIds }) => (otherIds.length === 1 ? otherIds : [])));
  const others = people
    .filter(({ id }) => !met.has(id))
    .map(({ id, username }) => ({ key: String(id), title: username, people: [id] }));
  return [...open, ...others].filter(({ title }) => matches(title, text)).slice(0, most);
}

/** Goes to a conversation or a person by name, with the keyboard alone. */
export function QuickJump({
  opened,
  conversations,
  people,
  nameOf,
  onSearch,
  onOpen,
  onClose,
}: {
  opened: boolean;
  conversations: readonly Conversation[];
  people: readonly User[];
  nameOf: NameOf;
  onSearch: (text: string) => void;
  onOpen: (people: readonly number[]) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const goals = goalsFor(text, conversations, people, nameOf);
  const at = Math.min(chosen, goals.length - 1);

  function close() {
    setText('');
    setChosen(0);
    onClose();
  }
  function open(goal: Goal | undefined) {
    if (goal === undefined) return;
    close();
    onOpen(goal.people);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(goals[at]);
    else if (step !== 0) setChosen((at + step + goals.length) % Math.max(1, goals.length));
    else return;
    event.preventDefault();
  }

  return (
    <Dialog opened={opened} onClose={close} title={words.jump}>
      <TextInput
        role="combobox"
        aria-label={words.jumpTo}
        aria-expanded={true}
        aria-controls="quick-jump-goals"
        aria-activedescendant={goals[at] === undefined ? undefined : `goal-${goals[at].key}`}
        placeholder={words.jumpTo}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
          if (event.currentTarget.value.trim() !== '') onSearch(event.currentTarget.value.trim());
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div id="quick-jump-goals" role="listbox" aria-label={words.jumpTo} className={classes.goals}>
        {goals.map((goal, index) => (
          <UnstyledButton
            key={goal.key}
            id={`goal-${goal.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.goal}
            onClick={() => open(goal)}
          >
            <PeopleMark people={goal.people.map((id) => ({ id, name: nameOf(id) }))} size={32} />
            <bdi className={classes.title}>{goal.title}</bdi>
          </UnstyledButton>
        ))}
      </div>
      {goals.length === 0 && <p className={classes.none}>{strings.people.noMatch(text)}</p>}
    </Dialog>
  );
}
