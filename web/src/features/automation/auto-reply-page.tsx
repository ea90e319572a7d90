import { Button, NativeSelect, Skeleton, Switch, Textarea } from '@mantine/core';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import type { Api, AutoReply } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { Page } from './page';
import classes from './auto-reply-page.module.css';

const words = strings.automation;
const never: AutoReply = { enabled: false, messageBody: '', minIntervalSeconds: 3600 };

/** The intervals on offer, and whichever other one is set. */
function intervals(set: number) {
  const offered = new Map<number, string>([
    [0, words.everyMessage],
    [60, words.everyMinute],
    [600, words.everyTenMinutes],
    [3600, words.everyHour],
    [86_400, words.everyDay],
  ]);
  if (!offered.has(set)) offered.set(set, words.everySeconds(set));
  return [...offered].map(([value, label]) => ({ value: String(value), label }));
}

function Form({ api, initial }: { api: Api; initial: AutoReply }) {
  const [saved, setSaved] = useState(initial);
  const [form, setForm] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const isEmpty = form.enabled && form.messageBody.trim() === '';

  function change(part: Partial<AutoReply>) {
    setForm({ ...form, ...part });
    setIsSaved(false);
    setFault(null);
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isEmpty) return setFault(words.replyNeedsText);
    setBusy(true);
    const result = await api.putAutoReply(form);
    setBusy(false);
    if (!result.ok) return setFault(wordsOf(result.refusal));
    setSaved(form);
    setIsSaved(true);
  }

  return (
    <Page title={words.autoReply} text={words.autoReplyText} isOn={saved.enabled}>
      <form className={classes.form} onSubmit={(event) => void save(event)}>
        <Switch
          size="md"
          label={words.enabled}
          checked={form.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <Textarea
          label={words.replyText}
          placeholder={words.replyPlaceholder}
          value={form.messageBody}
          onChange={(event) => change({ messageBody: event.currentTarget.value })}
          autosize
          minRows={3}
          maxRows={12}
        />
        <NativeSelect
          label={words.interval}
          data={intervals(form.minIntervalSeconds)}
          value={String(form.minIntervalSeconds)}
          onChange={(event) => change({ minIntervalSeconds: Number(event.currentTarget.value) })}
        />
        <p className={classes.note}>{words.replyNote}</p>
        {fault !== null && <Notice kind="error">{fault}</Notice>}
        {isSaved && <Notice kind="success">{words.savedReply}</Notice>}
        <div>
          <Button type="submit" loading={busy}>
            {words.saveReply}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** The fixed reply: its text, whether it is on, and how often the same person gets it. */
export function AutoReplyPage({ api }: { api: Api }) {
  const [loaded, setLoaded] = useState<AutoReply | 'loading' | 'failed'>('loading');
  const load = useCallback(async () => {
    setLoaded('loading');
    const result = await api.autoReply();
    // What was never set comes as an empty text; an hour is a kinder beginning than an answer to every message.
    const isUnset = result.ok && (result.value === null || result.value.messageBody === '');
    setLoaded(result.ok ? (isUnset ? never : (result.value ?? never)) : 'failed');
  }, [api]);
  useEffect(() => void load(), [load]);

  if (typeof loaded === 'object') return <Form api={api} initial={loaded} />;
  return (
    <Page title={words.autoReply} text={words.autoReplyText}>
      {loaded === 'loading' ? (
        <Skeleton height={220} radius="md" />
      ) : (
        <Notice
          kind="error"
          action={
            <Button size="compact-sm" variant="default" onClick={() => void load()}>
              {strings.problems.tryAgain}
            </Button>
          }
        >
          {words.loadFailed}
        </Notice>
      )}
    </Page>
  );
}
