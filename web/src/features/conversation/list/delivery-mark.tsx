import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChecks } from '@tabler/icons-react';
import { strings } from '../../../strings';
import type { Delivery } from '../model/delivery';
import type { NameOf } from '../names';
import classes from './message-row.module.css';

const words = strings.conversation;

function Mark({ state, text }: { state: Delivery['state']; text: string }) {
  const Icon = state === 'accepted' ? IconCheck : IconChecks;
  return (
    <span className={classes.progress} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {text}
    </span>
  );
}

/** How far a message got; in a group a click tells it person by person. */
export function DeliveryMark({ delivery, nameOf }: { delivery: Delivery; nameOf: NameOf }) {
  const { state, people } = delivery;
  if (people.length < 2) return <Mark state={state} text={words.deliveries[state]} />;
  const read = people.filter((person) => person.state === 'read').length;
  const text = state !== 'read' && read > 0 ? words.readBySome(read, people.length) : words.deliveries[state];
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
