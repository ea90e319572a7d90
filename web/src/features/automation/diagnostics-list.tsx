import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { Diagnostic } from '../../api';
import { strings } from '../../strings';
import classes from './diagnostics-list.module.css';

const words = strings.automation;

/** What is wrong in a script, each with its place; a click goes there. */
export function DiagnosticsList({
  diagnostics,
  onJump,
}: {
  diagnostics: readonly Diagnostic[];
  onJump: (place: { line: number; column: number }) => void;
}) {
  return (
    <ul className={classes.list} aria-label={words.diagnostics}>
      {diagnostics.map((diagnostic, index) => {
        const { line, column, severity, message, hint } = diagnostic;
        const Icon = severity === 'error' ? IconCircleX : IconAlertTriangle;
        return (
          <li key={index}>
            <UnstyledButton className={classes.item} onClick={() => onJump({ line, column })}>
              <Icon
                size={18}
                stroke={1.75}
                className={classes.icon}
                data-severity={severity}
                aria-hidden="true"
              />
              <span className={classes.text}>
                <span className={classes.place}>{words.place(line, column)}</span>
                <span>{message}</span>
                {hint !== undefined && hint !== '' && (
                  <span className={classes.hint}>{words.hint(hint)}</span>
                )}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
