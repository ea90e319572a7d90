import { Button, Skeleton } from '@mantine/core';
import { byteLength, limits } from '@parley/envelope';
import { useCallback, useEffect, useState } from 'react';
import type { Api, Diagnostic, Target } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { CodeArea, type Jump } from './code-area';
import { Contract } from './contract';
import { DiagnosticsList } from './diagnostics-list';
import { Page } from './page';
import { starters } from './starters';
import classes from './script-page.module.css';

const words = strings.automation;

type Message = { readonly kind: 'error' | 'success' | 'info'; readonly text: string };

export interface ScriptPageProps {
  readonly api: Api;
  readonly target: Target;
  /** What was typed and not saved, kept while other pages are looked at; null when nothing was. */
  readonly draft: string | null;
  readonly onDraft: (text: string | null) => void;
  /** The line to begin at. */
  readonly line: number | null;
}

/** The editor of one of the two scripts. */
export function ScriptPage({ api, target, draft, onDraft, line }: ScriptPageProps) {
  const [saved, setSaved] = useState<{ version: string | null; source: string } | 'loading' | 'failed'>(
    'loading',
  );
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState(false);
  const [jump, setJump] = useState<Jump | null>(null);

  const load = useCallback(async () => {
    setSaved('loading');
    const result = await api.script(target);
    setSaved(
      result.ok ? { version: result.value?.version ?? null, source: result.value?.source ?? '' } : 'failed',
    );
  }, [api, target]);

  useEffect(() => void load(), [load]);
  const isLoaded = typeof saved === 'object';
  useEffect(() => {
    if (isLoaded && line !== null) setJump({ line, column: 1 });
  }, [isLoaded, line]);

  const title = target === 'send' ? words.send : words.recv;
  const text = target === 'send' ? words.sendText : words.recvText;
  if (saved === 'loading' || saved === 'failed') {
    return (
      <Page title={title} text={text}>
        {saved === 'loading' ? (
          <Skeleton height={360} radius="md" />
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

  const source = draft ?? saved.source;
  const isChanged = source !== saved.source || (saved.version === null && source !== '');
  const bytes = byteLength(source) ?? 0;
  const savable = source.trim() !== '' && isChanged && bytes <= limits.scriptSourceBytes && !busy;

  async function save() {
    if (!savable) return;
    setBusy(true);
    const result = await api.putScript(target, source);
    setBusy(false);
    if (result.ok) {
      const warnings = result.value.warnings ?? [];
      setSaved({ version: result.value.version, source });
      onDraft(null);
      setDiagnostics(warnings);
      setMessage({ kind: 'success', text: warnings.length > 0 ? words.savedWithWarnings : words.saved });
      return;
    }
    const found = result.refusal.diagnostics;
    setDiagnostics(found);
    const errors = found.filter(({ severity }) => severity === 'error').length;
    setMessage({ kind: 'error', text: errors > 0 ? words.refused(errors) : wordsOf(result.refusal) });
  }

  async function switchOff() {
    setBusy(true);
    const result = await api.deleteScript(target);
    setBusy(false);
    if (!result.ok) return setMessage({ kind: 'error', text: wordsOf(result.refusal) });
    onDraft(source);
    setSaved({ version: null, source: '' });
    setDiagnostics([]);
    setMessage({ kind: 'info', text: words.switchedOff });
  }

  const status =
    saved.version !== null && !isChanged
      ? words.version(saved.version)
      : isChanged && source !== ''
        ? words.unsaved
        : '';
  return (
    <Page title={title} text={text} isOn={saved.version !== null} fills>
      <Contract target={target} />
      <div className={classes.editor}>
        <CodeArea
          label={words.source(title)}
          value={source}
          placeholder={words.emptySource}
          diagnostics={diagnostics}
          jump={jump}
          onChange={(value) => {
            onDraft(value);
            setMessage(null);
          }}
          onSave={() => void save()}
        />
      </div>
      {bytes > limits.scriptSourceBytes && (
        <Notice kind="error">{words.tooLong(limits.scriptSourceBytes)}</Notice>
      )}
      {message !== null && <Notice kind={message.kind}>{message.text}</Notice>}
      {diagnostics.length > 0 && (
        <DiagnosticsList diagnostics={diagnostics} onJump={(place) => setJump({ ...place })} />
      )}
      <div className={classes.bar}>
        <Button onClick={() => void save()} disabled={!savable && !busy} loading={busy}>
          {words.save}
        </Button>
        {saved.version !== null && (
          <Button variant="default" onClick={() => void switchOff()} disabled={busy}>
            {words.switchOff}
          </Button>
        )}
        {source !== starters[target] && (
          <Button
            variant="subtle"
            onClick={() => {
              onDraft(starters[target]);
              setDiagnostics([]);
              setMessage(null);
            }}
          >
            {words.example}
          </Button>
        )}
        <span className={classes.status}>{status}</span>
      </div>
    </Page>
  );
}
