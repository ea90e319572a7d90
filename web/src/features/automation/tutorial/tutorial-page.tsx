import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Notice } from '../../../notice';
import { strings } from '../../../strings';
import { DiagnosticsList } from '../diagnostics-list';
import { SourceEditor, type Jump } from '../editor/source-editor';
import { Page } from '../page';
import { useDiagnostics, useEngine } from '../use-engine';
import { missingIn } from './judge';
import { lessons, type Lesson } from './lessons';
import { useProgress } from './progress';
import classes from './tutorial.module.css';

const words = strings.tutorial;

/** Text in which what stands in backticks is code. */
const Prose = ({ text }: { text: string }) =>
  text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));

/** Five minutes from a first answer to a service with two operations; each step is checked here, by the engine. */
export function TutorialPage({ ownId, onDone }: { ownId: number; onDone: () => void }) {
  const [progress, setProgress] = useProgress(ownId);
  const firstOpen = lessons.findIndex(({ id }) => !progress.passed.includes(id));
  const [at, setAt] = useState(Math.max(0, firstOpen));
  const lesson = lessons[at]!;
  const isLast = at === lessons.length - 1;
  return (
    <Page title={words.title} text={words.text}>
      <ol className={classes.steps} aria-label={words.steps}>
        {lessons.map(({ id, title }, i) => {
          const isPassed = progress.passed.includes(id);
          return (
            <li key={id}>
              <button
                type="button"
                className={classes.step}
                aria-current={i === at ? 'step' : undefined}
                data-passed={isPassed}
                onClick={() => setAt(i)}
              >
                <span className={classes.number}>
                  {isPassed ? <IconCheck size={14} aria-hidden="true" /> : i + 1}
                </span>
                {title}
                {isPassed && <span className="unseen">{words.passed}</span>}
              </button>
            </li>
          );
        })}
      </ol>
      <Step
        key={lesson.id}
        lesson={lesson}
        source={progress.sources[lesson.id] ?? lesson.start}
        isPassed={progress.passed.includes(lesson.id)}
        next={isLast ? words.toTheEditor : words.next}
        onNext={() => (isLast ? onDone() : setAt(at + 1))}
        onSource={(source) =>
          setProgress({ ...progress, sources: { ...progress.sources, [lesson.id]: source } })
        }
        onPassed={() => setProgress({ ...progress, passed: [...new Set([...progress.passed, lesson.id])] })}
      />
    </Page>
  );
}

function Step({
  lesson,
  source,
  isPassed,
  next,
  onNext,
  onSource,
  onPassed,
}: {
  lesson: Lesson;
  source: string;
  isPassed: boolean;
  next: string;
  onNext: () => void;
  onSource: (source: string) => void;
  onPassed: () => void;
}) {
  const { engine, wasStopped } = useEngine(source);
  const diagnostics = useDiagnostics(engine, source);
  const [jump, setJump] = useState<Jump | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function check() {
    setBusy(true);
    setMissing(null);
    for (const probe of lesson.probes) {
      const input = { messageBody: probe.message, ownerId: 2, senderId: 1, recipientIds: [2] };
      const trial = await engine.try({ target: 'recv', source, input, start: 0, zone: 'UTC', seed: '' });
      const found = missingIn(probe, trial);
      if (found === null) continue;
      setBusy(false);
      return setMissing(found);
    }
    setBusy(false);
    onPassed();
  }

  return (
    <div className={classes.lesson}>
      <section className={classes.prose} aria-label={lesson.title}>
        <h2>{lesson.title}</h2>
        {lesson.text.map((text) => (
          <p key={text}>
            <Prose text={text} />
          </p>
        ))}
        <p className={classes.task}>
          <strong>{words.task}</strong> {lesson.task}
        </p>
      </section>
      <div className={classes.work}>
        <div className={classes.editor}>
          <SourceEditor
            label={words.source}
            value={source}
            placeholder=""
            diagnostics={diagnostics}
            engine={engine}
            target="recv"
            jump={jump}
            mark={null}
            onChange={(text) => {
              if (text !== source) onSource(text);
              setMissing(null);
            }}
            onSave={() => void check()}
            onFormat={() =>
              void engine.format(source).then((found) => {
                if (found !== null && found.formatted !== null) onSource(found.formatted);
              })
            }
          />
        </div>
        {diagnostics.length > 0 && (
          <DiagnosticsList diagnostics={diagnostics} onJump={(place) => setJump({ ...place })} />
        )}
        {wasStopped && <Notice kind="error">{strings.studio.engineStopped}</Notice>}
        {missing !== null && <Notice kind="info">{missing}</Notice>}
        {missing === null && isPassed && <Notice kind="success">{words.well}</Notice>}
        <div className={classes.bar}>
          <Button onClick={() => void check()} loading={busy} variant={isPassed ? 'default' : 'filled'}>
            {words.check}
          </Button>
          {isPassed && <Button onClick={onNext}>{next}</Button>}
          {source !== lesson.start && (
            <Button variant="subtle" onClick={() => onSource(lesson.start)}>
              {words.again}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
