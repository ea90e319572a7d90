import { IconBan, IconCheck } from '@tabler/icons-react';
import type { Target } from '../../api';
import type { Permission } from '../../engine';
import { strings } from '../../strings';
import classes from './permission-list.module.css';

const words = strings.studio;
const shown: Readonly<Record<Target, readonly Permission[]>> = {
  recv: ['drop', 'write', 'log', 'time', 'random', 'wait'],
  send: ['drop', 'change', 'write', 'log', 'time', 'random', 'wait'],
};

/** What a script may do, what it does not, and what no script can, in plain words. */
export function PermissionList({ target, may }: { target: Target; may: readonly Permission[] }) {
  const does = shown[target].filter((each) => may.includes(each));
  const doesNot = shown[target].filter(
    (each) => !may.includes(each) && words.permission[target][each].not !== '',
  );
  return (
    <div className={classes.lists}>
      <ul aria-label={words.itMay}>
        <li>
          <IconCheck size={16} aria-hidden="true" className={classes.may} />
          {words.readsAlways[target]}
        </li>
        {does.map((each) => (
          <li key={each}>
            <IconCheck size={16} aria-hidden="true" className={classes.may} />
            {words.permission[target][each].may}
          </li>
        ))}
      </ul>
      <ul aria-label={words.itMayNot}>
        {doesNot.map((each) => (
          <li key={each}>
            <IconBan size={16} aria-hidden="true" className={classes.not} />
            {words.permission[target][each].not}
          </li>
        ))}
        {words.neverMay.map((each) => (
          <li key={each}>
            <IconBan size={16} aria-hidden="true" className={classes.not} />
            {each}
          </li>
        ))}
      </ul>
    </div>
  );
}
