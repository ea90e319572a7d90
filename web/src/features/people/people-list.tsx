import { UnstyledButton } from '@mantine/core';
import type { User } from '../../api';
import { PersonMark } from '../../person';
import classes from './people-list.module.css';

/** People to open a conversation with, one button each. */
export function PeopleList({
  people,
  chosenId,
  label,
  onOpen,
}: {
  people: readonly User[];
  /** Whose conversation is open. */
  chosenId: number | null;
  label: string;
  onOpen: (id: number) => void;
}) {
  return (
    <ul className={classes.list} aria-label={label}>
      {people.map(({ id, username }) => (
        <li key={id}>
          <UnstyledButton
            className={classes.person}
            aria-current={id === chosenId ? 'true' : undefined}
            onClick={() => onOpen(id)}
          >
            <PersonMark id={id} name={username} size={32} />
            <span className={classes.name}>{username}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
