import type { Target } from '../../api';
import { strings } from '../../strings';
import { Folded } from './folded';
import { contracts } from './starters';
import classes from './contract.module.css';

const words = strings.automation;

/** What a program gets and answers; folded until wanted. */
export function Contract({ target }: { target: Target }) {
  const { gets, answers } = contracts[target];
  return (
    <Folded title={words.contractTitle}>
      <dl className={classes.contract}>
        <dt>{words.contractGets}</dt>
        <dd>
          <code>{gets}</code>
        </dd>
        <dt>{words.contractAnswers}</dt>
        <dd>
          <code>{answers}</code>
        </dd>
      </dl>
      <p className={classes.else}>{words.contractElse}</p>
    </Folded>
  );
}
