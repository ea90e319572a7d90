import { Badge, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../../strings';
import classes from './page.module.css';

/** The frame that the pages of automation share: a title, what it is for, and whether it is on. */
export function Page({
  title,
  text,
  isOn,
  aside,
  fills = false,
  children,
}: {
  title: string;
  text: string;
  /** Missing where there is nothing to be on or off. */
  isOn?: boolean;
  aside?: ReactNode;
  /** Whether the content takes the window's height and scrolls by itself. */
  fills?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes.page} data-fills={fills}>
      <header className={classes.head}>
        <div>
          <div className={classes.title}>
            <Title order={1}>{title}</Title>
            {isOn !== undefined && (
              <Badge variant={isOn ? 'filled' : 'default'} radius="sm" tt="none" fw={550}>
                {isOn ? strings.automation.on : strings.automation.off}
              </Badge>
            )}
          </div>
          <p className={classes.text}>{text}</p>
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}
