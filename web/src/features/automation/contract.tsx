import { IconChevronRight } from '@tabler/icons-react';
import type { Target } from '../../api';
import { strings } from '../../strings';
import { contracts } from './starters';
import classes from './contract.module.css';

const words = strings.automation;

/** What a program gets and answers; folded until wanted. */
export function Contract({ target }: { target: Target }) {
  const { gets, answers } = contracts[target];
  return (
    <details className={classes.contract}>
      <summary>
        <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
        {words.contractTitle}
      </summary>
      <dl>
        <dt>{words.contractGets}</dt>
        <dd>
          <code>{gets}</code>
        </dd>
        <dt>{words.contractAnswers}</dt>
        <dd>
          <code>{answers}</code>
        </dd>
      </dl>
      <p>{words.contractElse}</p>
    </details>
  );
}
