import { Button, Skeleton, Tabs } from '@mantine/core';
import { byteLength, limits } from '@parley/envelope';
import { useCallback, useEffect, useState } from 'react';
import type { Api, Target, User } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { Contract } from './contract';
import { DiagnosticsList } from './diagnostics-list';
import { SourceEditor, type Jump } from './editor/source-editor';
import { Page } from './page';
import { ReplayPanel } from './replay-panel';
import { starters } from './starters';
import { TryPanel } from './try-panel';
import { useDiagnostics, useEngine, useLibrary } from './use-engine';
import { VersionsPanel } from './versions-panel';
import classes from './script-page.module.css';

const words = strings.automation;

type Message = { readonly kind: 'error' | 'success' | 'info'; readonly text: string };

export interface ScriptPageProps {
  readonly api: Api;
  readonly target: Target;
  readonly ownId: number;
  /** Whom a script can be tried with. */
  readonly people: readonly User[];
  readonly nameOf: (id: number) => string;
  /** What was typed and not saved, kept while other pages are looked at; null when nothing was. */
  readonly draft: string | null;
  readonly onDraft: (text: string | null) => void;
  /** The line to begin at. */
  readonly line: number | null;
}

/** The studio of one of the two scripts: written, tried, held against the past, and only then switched on. */
export function ScriptPage({ api, target, ownId, people, nameOf, draft, onDraft, line }: ScriptPageProps) {
  const engine = useEngine();
  const library = useLibrary(engine);
  const [saved, setSaved] = useState<{ version: string | null; source: string } | 'loading' | 'failed'>(
    'loading',
  );
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState(false);
  const [jump, setJump] = useState<Jump | null>(null);

  const load = useCallback(async () => {
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

  const source = typeof saved === 'object' ? (draft ?? saved.source) : '';
  const diagnostics = useDiagnostics(engine, source);
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
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setSaved('loading');
                  void load();
                }}
              >
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
      setMessage({ kind: 'success', text: warnings.length > 0 ? words.savedWithWarnings : words.saved });
      return;
    }
    const found = result.refusal.diagnostics;
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
      <div className={classes.studio}>
        <div className={classes.work}>
          <div className={classes.editor}>
            <SourceEditor
              label={words.source(title)}
              value={source}
              placeholder={words.emptySource}
              diagnostics={diagnostics}
              library={library}
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
                  setMessage(null);
                }}
              >
                {words.example}
              </Button>
            )}
            <span className={classes.status}>{status}</span>
          </div>
        </div>
        <Tabs defaultValue="try" keepMounted={false} className={classes.side}>
          <Tabs.List>
            <Tabs.Tab value="try">{words.tryTitle}</Tabs.Tab>
            <Tabs.Tab value="replay">{words.replayTitle}</Tabs.Tab>
            <Tabs.Tab value="versions">{words.versions}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="try">
            <TryPanel
              engine={engine}
              target={target}
              source={source}
              hasErrors={diagnostics.some(({ severity }) => severity === 'error')}
              ownId={ownId}
              people={people}
              nameOf={nameOf}
              onPlace={(at, column) => setJump({ line: at, column })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="replay">
            <ReplayPanel
              api={api}
              target={target}
              source={source}
              isActive={saved.version !== null}
              nameOf={nameOf}
            />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionsPanel
              api={api}
              target={target}
              source={source}
              active={saved.version}
              onActivated={() => {
                onDraft(null);
                setMessage({ kind: 'success', text: words.wentBack });
                void load();
              }}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
    </Page>
  );
}
