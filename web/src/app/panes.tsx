import { ActionIcon, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { strings } from '../strings';
import classes from './panes.module.css';

/** The list pane: a title with its actions, and what scrolls below. */
export function Pane({
  title,
  action,
  top,
  children,
}: {
  title: string;
  action?: ReactNode;
  /** What stays above the scrolling part. */
  top?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <Title order={2} className={classes.title}>
          {title}
        </Title>
        {action}
      </header>
      {top}
      <div className={classes.scroll}>{children}</div>
    </div>
  );
}

/** Back to the list; only a phone shows it. */
export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <ActionIcon
      className={classes.back}
      variant="subtle"
      color="gray"
      size={40}
      aria-label={strings.shell.back}
      onClick={onBack}
    >
      <IconArrowLeft size={22} aria-hidden="true" />
    </ActionIcon>
  );
}

/** A phone's bar above a page of its own. */
export function BackBar({ title, onBack }: { title: string; onBack: () => void }) {
  return (
    <div className={classes.backBar}>
      <BackButton onBack={onBack} />
      <span>{title}</span>
    </div>
  );
}

/** The content pane while nothing is chosen. */
export function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <div className={classes.nothing}>
      <img src="/icon.svg" alt="" width={48} height={48} />
      <p className={classes.nothingTitle}>{title}</p>
      <p className={classes.nothingText}>{text}</p>
    </div>
  );
}
