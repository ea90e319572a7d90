import { Button, Checkbox, Group, Pill, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { User } from '../../api';
import { Dialog } from '../../dialog';
import { strings } from '../../strings';
import { matches } from './matches';
import classes from './pick-people.module.css';

const words = strings.people;

/** Picks several people for a conversation. */
export function PickPeople({
  people,
  opened,
  most,
  onClose,
  onSearch,
  onPick,
}: {
  people: readonly User[];
  opened: boolean;
  /** How many may be picked. */
  most: number;
  onClose: () => void;
  onSearch: (text: string) => void;
  onPick: (ids: readonly number[]) => void;
}) {
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<readonly User[]>([]);
  const shown = people.filter(({ username }) => matches(username, text));
  const has = (id: number) => picked.some((person) => person.id === id);
  const toggle = (person: User) =>
    setPicked(has(person.id) ? picked.filter(({ id }) => id !== person.id) : [...picked, person]);

  function close() {
    setText('');
    setPicked([]);
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={close} title={words.pickTitle}>
      <Text c="dimmed" size="sm" mb="sm">
        {words.pickHint}
      </Text>
      <TextInput
        aria-label={words.pickSearch}
        placeholder={words.pickSearch}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onSearch(event.currentTarget.value);
        }}
        data-autofocus
      />
      {picked.length > 0 && (
        <Pill.Group mt="sm">
          {picked.map((person) => (
            <Pill
              key={person.id}
              withRemoveButton
              onRemove={() => toggle(person)}
              removeButtonProps={{
                'aria-label': words.remove(person.username),
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {person.username}
            </Pill>
          ))}
        </Pill.Group>
      )}
      <ul className={classes.list} aria-label={words.list}>
        {shown.map((person) => (
          <li key={person.id}>
            <Checkbox
              className={classes.row}
              label={person.username}
              checked={has(person.id)}
              disabled={!has(person.id) && picked.length >= most}
              onChange={() => toggle(person)}
            />
          </li>
        ))}
        {shown.length === 0 && (
          <li>
            <Text c="dimmed" size="sm" p="xs">
              {text === '' ? words.nobody : words.noMatch(text)}
            </Text>
          </li>
        )}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        <Button
          disabled={picked.length === 0}
          onClick={() => {
            onPick(picked.map(({ id }) => id));
            close();
          }}
        >
          {words.start(picked.length)}
        </Button>
      </Group>
    </Dialog>
  );
}
