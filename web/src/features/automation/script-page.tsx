import { Button, Skeleton, Switch, Tabs } from '@mantine/core';
import { byteLength, limits } from '@parley/envelope';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Api, Target, User } from '../../api';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import { Contract } from './contract';
import { DiagnosticsList } from './diagnostics-list';
import { SourceEditor, type Jump } from './editor/source-editor';
import { Folded } from './folded';
import { Page } from './page';
import { PermissionList } from './permission-list';
import { ReplayPanel } from './replay-panel';
import { starters } from './starters';
import { SwitchOn } from './switch-on';
import { TryPanel, type Attempt } from './try-panel';
import { useDiagnostics, useEngine } from './use-engine';
import { usePermissions } from './use-permissions';
import { useScript, type Done } from './use-script';
import { useZone } from './use-zone';
import { shortVersion } from './version-name';
import { VersionsPanel } from './versions-panel';
import classes from './script-page.module.css';

const words = strings.automation;

interface Message {
  readonly kind: 'error' | 'success' | 'info';
  readonly text: string;
}

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
  /** The message to begin trying with; null: a greeting. */
  readonly attempt: Attempt | null;
}

/** The studio of one of the two scripts: written, tried, held against the past, and only then switched on. */
export function ScriptPage(props: ScriptPageProps) {
  const { api, target, ownId, people, nameOf, draft, onDraft, line } = props;
  const script = useScript(api, target);
  const zone = useZone(api);
  const { saved } = script;
  const [message, setMessage] = useState<Message | null>(null);
  /** What was typed and not saved, and has made room: it can be had again, whatever is said meanwhile. */
  const [replaced, setReplaced] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [tab, setTab] = useState<string | null>('try');
  const [jump, setJump] = useState<Jump | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const [attempt, setAttempt] = useState<Attempt>(props.attempt ?? { text: words.tryDefault, other: null });
  const mark = useMemo(() => (step === null ? null : { line: step, kind: 'step' as const }), [step]);
  const onLine = useCallback((at: number | null) => setStep(at), []);

  const isLoaded = typeof saved === 'object';
  useEffect(() => {
    if (isLoaded && line !== null) setJump({ line, column: 1 });
  }, [isLoaded, line]);

  const source = typeof saved === 'object' ? (draft ?? saved.source) : '';
  const { engine, wasStopped } = useEngine(source);
  const diagnostics = useDiagnostics(engine, source);
  const may = usePermissions(engine, target, source);
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
              <Button size="compact-sm" variant="default" onClick={() => void script.load()}>
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

  const isOn = saved.active !== null;
  const isChanged = source !== saved.source;
  const bytes = byteLength(source) ?? 0;
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const savable = source.trim() !== '' && (isChanged || !isOn) && bytes <= limits.scriptSourceBytes && !busy;

  async function ask() {
    if (!savable) return;
    setBusy(true);
    const found = await engine.check(source);
    setBusy(false);
    const errors = found?.filter(({ severity }) => severity === 'error').length ?? 0;
    if (errors > 0) setMessage({ kind: 'error', text: words.refused(errors) });
    else setAsking(true);
  }

  async function act(action: Promise<Done>, said: (done: Done & { ok: true }) => Message) {
    setBusy(true);
    const done = await action;
    setBusy(false);
    setAsking(false);
    if (done.ok) return setMessage(said(done));
    setMessage({ kind: 'error', text: done.errors > 0 ? words.refused(done.errors) : done.words });
  }

  const switchOn = () =>
    act(script.switchOn(source), ({ warnings }) => {
      onDraft(null);
      return { kind: 'success', text: warnings.length > 0 ? words.savedWithWarnings : words.saved };
    });
  const switchOff = () => act(script.switchOff(), () => ({ kind: 'info', text: words.switchedOff }));

  async function format() {
    const found = await engine.format(source);
    if (found === null) return;
    if (found.formatted === null) return setMessage({ kind: 'info', text: strings.studio.notFormatted });
    if (found.formatted !== source) onDraft(found.formatted);
    setMessage({ kind: 'info', text: strings.studio.formatted });
  }

  /** Puts a text in place of what is in the editor, which stays to be had again where it is nowhere saved. */
  function replace(by: string | null, said: Message) {
    onDraft(by);
    if (isChanged && source.trim() !== '' && source !== starters[target]) setReplaced(source);
    else if (by === replaced) setReplaced(null);
    setMessage(said);
  }

  const status =
    saved.version !== null && !isChanged
      ? strings.studio.version(shortVersion(saved.version))
      : isChanged && source !== ''
        ? words.unsaved
        : '';
  return (
    <Page
      title={title}
      text={text}
      fills
      aside={
        <Switch
          size="lg"
          className={classes.switch}
          aria-label={strings.studio.theScriptIsOn(title)}
          onLabel={words.on}
          offLabel={words.off}
          checked={isOn}
          disabled={busy || (!isOn && source.trim() === '')}
          onChange={() => void (isOn ? switchOff() : ask())}
        />
      }
    >
      <div className={classes.about}>
        {may !== null && (
          <Folded title={strings.studio.permissionsTitle}>
            <PermissionList target={target} may={may} />
          </Folded>
        )}
        <Contract target={target} />
      </div>
      <div className={classes.studio}>
        <div className={classes.work}>
          <div className={classes.editor}>
            <SourceEditor
              label={words.source(title)}
              value={source}
              placeholder={words.emptySource}
              diagnostics={diagnostics}
              engine={engine}
              target={target}
              jump={jump}
              mark={mark}
              onChange={(value) => {
                onDraft(value);
                setMessage(null);
              }}
              onSave={() => void ask()}
              onFormat={() => void format()}
            />
          </div>
          {bytes > limits.scriptSourceBytes && (
            <Notice kind="error">{words.tooLong(limits.scriptSourceBytes)}</Notice>
          )}
          {wasStopped && <Notice kind="error">{strings.studio.engineStopped}</Notice>}
          {message !== null && <Notice kind={message.kind}>{message.text}</Notice>}
          {replaced !== null && (
            <Notice
              kind="info"
              action={
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => replace(replaced, { kind: 'info', text: words.draftIsBack })}
                >
                  {words.draftBack}
                </Button>
              }
            >
              {words.draftKept}
            </Notice>
          )}
          {diagnostics.length > 0 && (
            <DiagnosticsList diagnostics={diagnostics} onJump={(place) => setJump({ ...place })} />
          )}
          <div className={classes.bar}>
            <Button onClick={() => void ask()} disabled={!savable && !busy} loading={busy}>
              {words.save}
            </Button>
            <Button
              variant="default"
              title={strings.studio.formatKeys}
              onClick={() => void format()}
              disabled={source.trim() === ''}
            >
              {strings.studio.format}
            </Button>
            {source !== starters[target] && (
              <Button
                variant="subtle"
                px="xs"
                onClick={() => replace(starters[target], { kind: 'info', text: words.exampleIsThere })}
              >
                {words.example}
              </Button>
            )}
            <span className={classes.status}>{status}</span>
          </div>
        </div>
        <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.side}>
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
              hasErrors={hasErrors}
              ownId={ownId}
              people={people}
              attempt={attempt}
              zone={zone}
              nameOf={nameOf}
              onAttempt={setAttempt}
              onPlace={(at, column) => setJump({ line: at, column })}
              onLine={onLine}
            />
          </Tabs.Panel>
          <Tabs.Panel value="replay">
            <ReplayPanel api={api} target={target} source={source} isActive={isOn} nameOf={nameOf} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionsPanel
              api={api}
              target={target}
              source={source}
              active={saved.active}
              onActivated={() => {
                replace(null, { kind: 'success', text: words.wentBack });
                void script.load();
              }}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
      {asking && (
        <SwitchOn
          api={api}
          target={target}
          source={source}
          may={may}
          isActive={isOn}
          busy={busy}
          onConfirm={() => void switchOn()}
          onCancel={() => setAsking(false)}
          onLook={() => {
            setAsking(false);
            setTab('replay');
          }}
        />
      )}
    </Page>
  );
}
