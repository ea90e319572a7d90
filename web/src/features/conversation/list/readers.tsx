import { Popover, UnstyledButton } from '@mantine/core';
import { strings } from '../../../strings';
import type { Delivery } from '../model/delivery';
import type { NameOf } from '../names';
import { Mark } from './mark';
import classes from './message-row.module.css';

const words = strings.conversation;

export interface ReadersProps {
  readonly delivery: Delivery;
  /** How far it got, in a word. */
  readonly text: string;
  readonly nameOf: NameOf;
}

/** How far a message got in a group; a click tells it person by person. */
export function Readers({ delivery: { state, people }, text, nameOf }: ReadersProps) {
  return (
    <Popover position="bottom-end" shadow="md" radius="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.people} aria-label={words.whoRead(text)}>
          <Mark state={state} text={text} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.readers} tabIndex={0} aria-label={words.whoRead(text)}>
          {people.map((person) => (
            <li key={person.userId}>
              <bdi>{nameOf(person.userId)}</bdi>
              <Mark state={person.state} text={words.deliveries[person.state]} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
