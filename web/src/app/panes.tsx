import { ActionIcon, Skeleton, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { strings } from '../strings';
import classes from './panes.module.css';

/** The list pane: a title with its actions, and what scrolls below. */
export function Pane({
  title,
  text,
  action,
  top,
  children,
}: {
  title: string;
  /** What the pane is for. */
  text?: string;
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
      <div className={classes.scroll}>
        {text !== undefined && <p className={classes.intro}>{text}</p>}
        {children}
      </div>
    </div>
  );
}

/** A content pane that scrolls. */
export function Scrolling({ children }: { children: ReactNode }) {
  return <div className={classes.scrolling}>{children}</div>;
}

/** A place whose code is on its way. */
export function Waiting() {
  return (
    <main className={classes.waiting} aria-busy="true">
      <Skeleton height={32} width={180} radius="md" />
      <Skeleton height={160} radius="md" />
    </main>
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

/** A pane without content: what it is, and what to do next. */
export function Nothing({
  title,
  text,
  action,
  alert = false,
}: {
  title: string;
  text: string;
  action?: ReactNode;
  /** Whether screen readers say it at once. */
  alert?: boolean;
}) {
  return (
    <div className={classes.nothing} role={alert ? 'alert' : undefined}>
      <img src="/icon.svg" alt="" width={48} height={48} />
      <Title order={2} className={classes.nothingTitle}>
        {title}
      </Title>
      <p className={classes.nothingText}>{text}</p>
      {action !== undefined && <div className={classes.nothingAction}>{action}</div>}
    </div>
  );
}
