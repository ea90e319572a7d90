import type { Api } from '../api';
import { OperationsPage, operationsWords as words } from '../features/operations/page';
import { BackBar, Scrolling } from './panes';
import classes from './operations-place.module.css';

/** The operators' place: one page, all of the width. */
export function OperationsPlace({ api, onBack }: { api: Api; onBack: () => void }) {
  return (
    <main className={classes.place}>
      <Scrolling>
        <BackBar title={words.title} onBack={onBack} />
        <OperationsPage api={api} />
      </Scrolling>
    </main>
  );
}
