import { Button } from '@mantine/core';
import { strings } from '../strings';
import { Nothing } from './panes';
import classes from './no-server.module.css';

/** The server did not say where its parts are: nothing works without. */
export function NoServer({ onRetry }: { onRetry: () => void }) {
  return (
    <main className={classes.page}>
      <Nothing title={strings.problems.noServer} text={strings.problems.unreachable} />
      <Button onClick={onRetry}>{strings.problems.tryAgain}</Button>
    </main>
  );
}
