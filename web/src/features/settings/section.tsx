import { Title } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import classes from './section.module.css';

/** One page of the settings: its title, what it is for, and its cards. Who chose it begins at its title. */
export function Section({
  title,
  text,
  isChosen = true,
  children,
}: {
  title: string;
  text: string;
  /** Otherwise it is only what stands beside the list, and the focus stays where it is. */
  isChosen?: boolean;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isChosen) heading.current?.focus({ preventScroll: true });
  }, [title, isChosen]);
  return (
    <div className={classes.section}>
      <header>
        <Title order={2} className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        <p className={classes.text}>{text}</p>
      </header>
      {children}
    </div>
  );
}

/** What belongs together on a page of the settings, with or without a title of its own. */
export function Card({
  title,
  note,
  children,
}: {
  title?: string;
  /** What it means, in a sentence. */
  note?: string;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <Title order={3} className={classes.cardTitle} id={id}>
          {title}
        </Title>
      )}
      {note !== undefined && <p className={classes.note}>{note}</p>}
      {children}
    </section>
  );
}
