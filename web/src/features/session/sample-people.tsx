import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../api';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import type { Session } from './session';
import classes from './sign-in-page.module.css';

const words = strings.session;

/** The people whom a server on one machine offers for a try, one button each. */
export function SamplePeople({
  session,
  names,
  onRefused,
}: {
  session: Session;
  names: readonly string[];
  onRefused: (refusal: Refusal) => void;
}) {
  const [busy, setBusy] = useState<string | null>(null);

  async function enter(name: string) {
    setBusy(name);
    const refusal = await session.tryAs(name);
    if (refusal === null) return;
    setBusy(null);
    onRefused(refusal);
  }

  return (
    <section className={classes.samples} aria-labelledby="sample-people">
      <h2 id="sample-people" className={classes.samplesTitle}>
        {words.tryTitle}
      </h2>
      <p className={classes.samplesText}>{words.tryText}</p>
      <div className={classes.samplesButtons}>
        {names.map((name, i) => (
          <Button
            key={name}
            variant="default"
            size="md"
            leftSection={<PersonMark id={i + 1} name={name} size={24} />}
            loading={busy === name}
            disabled={busy !== null && busy !== name}
            onClick={() => void enter(name)}
          >
            {words.tryAs(name)}
          </Button>
        ))}
      </div>
    </section>
  );
}
