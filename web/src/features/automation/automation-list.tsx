import { UnstyledButton } from '@mantine/core';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBook,
  IconListCheck,
  IconMailFast,
  IconSchool,
} from '@tabler/icons-react';
import { strings } from '../../strings';
import classes from './automation-list.module.css';

const words = strings.automation;

/** The pages of automation. */
export type AutomationPlace = 'send' | 'recv' | 'auto-reply' | 'runs' | 'recipes' | 'tutorial';

const places = [
  { place: 'send', title: words.send, text: words.sendShort, Icon: IconArrowUpRight },
  { place: 'recv', title: words.recv, text: words.recvShort, Icon: IconArrowDownLeft },
  { place: 'auto-reply', title: words.autoReply, text: words.autoReplyShort, Icon: IconMailFast },
  { place: 'runs', title: words.runs, text: words.runsShort, Icon: IconListCheck },
  { place: 'recipes', title: strings.recipes.title, text: strings.recipes.short, Icon: IconBook },
  { place: 'tutorial', title: strings.tutorial.title, text: strings.tutorial.short, Icon: IconSchool },
] as const;

/** Leads to the pages of automation. */
export function AutomationList({
  chosen,
  failed,
  onOpen,
}: {
  chosen: AutomationPlace | null;
  /** Runs that failed and were not looked at. */
  failed: number;
  onOpen: (place: AutomationPlace) => void;
}) {
  return (
    <ul className={classes.list} aria-label={words.title}>
      {places.map(({ place, title, text, Icon }) => (
        <li key={place}>
          <UnstyledButton
            className={classes.item}
            aria-current={place === chosen ? 'page' : undefined}
            aria-description={text}
            onClick={() => onOpen(place)}
          >
            <span className={classes.icon}>
              <Icon size={20} stroke={1.75} aria-hidden="true" />
            </span>
            <span className={classes.texts}>
              <span className={classes.title}>
                {title}
                {place === 'runs' && failed > 0 && (
                  <span className="unseen">{`, ${strings.studio.failed(failed)}`}</span>
                )}
              </span>
              <span className={classes.text} aria-hidden="true">
                {text}
              </span>
            </span>
            {place === 'runs' && failed > 0 && (
              <span className={classes.badge} aria-hidden="true">
                {failed}
              </span>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
