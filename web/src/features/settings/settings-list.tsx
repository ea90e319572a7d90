import { UnstyledButton } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { strings } from '../../strings';
import classes from './settings-list.module.css';

/** One page of the settings, as the list offers it. */
export interface SettingsEntry<Place extends string> {
  readonly place: Place;
  readonly title: string;
  /** What is there, in a few words. */
  readonly text: string;
  readonly Icon: Icon;
}

/** Leads to the pages of the settings. */
export function SettingsList<Place extends string>({
  entries,
  chosen,
  onOpen,
  label = strings.settings.pages,
}: {
  entries: readonly SettingsEntry<Place>[];
  chosen: Place | null;
  onOpen: (place: Place) => void;
  /** Names the list for screen readers. */
  label?: string;
}) {
  return (
    <ul className={classes.list} aria-label={label}>
      {entries.map(({ place, title, text, Icon }) => (
        <li key={place}>
          <UnstyledButton
            className={classes.item}
            aria-current={place === chosen ? 'page' : undefined}
            onClick={() => onOpen(place)}
          >
            <span className={classes.icon}>
              <Icon size={20} stroke={1.75} aria-hidden="true" />
            </span>
            <span className={classes.texts}>
              <span className={classes.title}>{title}</span>
              <span className={classes.text}>{text}</span>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
