import { ActionIcon, Slider } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import type { EngineAnswers } from '../../../engine';
import { strings } from '../../../strings';
import { rowsOf } from './changes';
import { VariableTree } from './variable-tree';
import classes from './stepping.module.css';

const words = strings.studio;

/** A run, step by step: where it is, what the variables hold and which of them changed, and what it printed so far. */
export function Stepper({
  run,
  source,
  onLine,
  onClose,
}: {
  run: EngineAnswers['steps'];
  source: string;
  /** Told of the line at which the run stands; null when stepping ends. */
  onLine: (line: number | null) => void;
  onClose: () => void;
}) {
  const { steps, more, output } = run;
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const last = steps.length - 1;
  const at = Math.min(chosen, last);
  const step = steps[at]!;
  const { line } = step.place;
  const rows = useMemo(() => rowsOf(step.variables, steps[at - 1]?.variables ?? {}), [step, steps, at]);
  useEffect(() => onLine(line), [line, at, onLine]);
  useEffect(() => () => onLine(null), [onLine]);

  const go = (to: number) => setChosen(Math.max(0, Math.min(last, to)));
  const toggle = (path: string) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  function onKeyDown(event: KeyboardEvent) {
    // The slider has keys of its own.
    if ((event.target as HTMLElement).role === 'slider') return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(at + by);
  }

  const text = source.split('\n')[line - 1]?.trim() ?? '';
  const printed = output.slice(0, step.printed);
  return (
    <section className={classes.stepper} aria-label={words.stepThrough} onKeyDown={onKeyDown}>
      <div className={classes.controls}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.stepBack}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        >
          <IconChevronLeft size={18} aria-hidden="true" />
        </ActionIcon>
        <Slider
          className={classes.slider}
          thumbLabel={words.step}
          label={null}
          min={0}
          max={Math.max(1, last)}
          value={at}
          onChange={go}
          thumbProps={{ 'aria-valuetext': words.stepOf(at + 1, steps.length) }}
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.stepNext}
          disabled={at === last}
          onClick={() => go(at + 1)}
        >
          <IconChevronRight size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="subtle" size="lg" color="gray" aria-label={words.stepEnd} onClick={onClose}>
          <IconX size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div aria-live="polite" className={classes.where}>
        <span>
          {words.stepOf(at + 1, steps.length)}
          {more && at === last ? ` ${words.stepsMore}` : ''}
        </span>
        {step.kind === 'end' ? (
          <span>{words.stepIsEnd(step.service)}</span>
        ) : (
          <span>
            {words.stepAt(line, step.service)} <code className={classes.code}>{text}</code>
          </span>
        )}
      </div>
      <h2 className={classes.title}>{words.variables}</h2>
      {rows.length === 0 ? (
        <p className={classes.none}>{words.variablesNone}</p>
      ) : (
        <div className={classes.tree} tabIndex={0} role="group" aria-label={words.variables}>
          <VariableTree rows={rows} closed={closed} onToggle={toggle} />
        </div>
      )}
      {output !== '' && (
        <>
          <h2 className={classes.title}>{words.printedSoFar}</h2>
          <pre className={classes.printed} tabIndex={0}>
            {printed === '' ? words.printedNothing : printed}
          </pre>
        </>
      )}
    </section>
  );
}
