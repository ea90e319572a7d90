import { Badge, Button, NativeSelect, Skeleton } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { Api, ScriptVersion, Target } from '../../api';
import { Dialog } from '../../dialog';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { Comparison } from './editor/comparison';
import { shortVersion } from './version-name';
import classes from './panels.module.css';

const words = strings.automation;

/** Stands for what is in the editor, among versions. */
const editor = 'editor';

interface Loaded {
  readonly versions: readonly ScriptVersion[];
  readonly next: string | null;
}

/** Every version of a script: each can be compared with what is in the editor or with another, and gone back to. */
export function VersionsPanel({
  api,
  target,
  source,
  active,
  onActivated,
}: {
  api: Api;
  target: Target;
  source: string;
  /** The version that is switched on, so that a change of it is seen; null: none. */
  active: string | null;
  onActivated: () => void;
}) {
  const { when } = useTime();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [compared, setCompared] = useState<{ version: string; source: string; after: string } | null>(null);
  /** With what a version is compared: another, or what is in the editor. */
  const [against, setAgainst] = useState<string>(editor);
  const [busy, setBusy] = useState<string | null>(null);

  const load = useCallback(
    async (before: Loaded | null) => {
      const result = await api.versions(target, before?.next ? { after: before.next } : {});
      setFault(result.ok ? null : wordsOf(result.refusal));
      if (!result.ok) return;
      const { versions, next } = result.value;
      setLoaded({ versions: [...(before?.versions ?? []), ...versions], next });
    },
    [api, target],
  );
  useEffect(() => void load(null), [load, active]);

  async function compare(version: string) {
    setBusy(version);
    const before = await api.version(target, version);
    const after = against === editor ? null : await api.version(target, against);
    setBusy(null);
    if (!before.ok) return setFault(wordsOf(before.refusal));
    if (after !== null && !after.ok) return setFault(wordsOf(after.refusal));
    setCompared({
      version,
      source: before.value.source,
      after: after === null ? source : after.value.source,
    });
  }

  async function activate(version: string) {
    setBusy(version);
    const result = await api.activate(target, version);
    setBusy(null);
    if (!result.ok) return setFault(wordsOf(result.refusal));
    onActivated();
  }

  const nameOfVersion = (version: string) =>
    version === editor ? strings.studio.theEditor : strings.studio.version(shortVersion(version));
  return (
    <div className={classes.panel}>
      {fault !== null && <Notice kind="error">{fault}</Notice>}
      {loaded === null && fault === null && <Skeleton height={120} radius="md" />}
      {loaded?.versions.length === 0 && <p className={classes.note}>{words.versionsNone}</p>}
      {loaded !== null && loaded.versions.length > 1 && (
        <NativeSelect
          label={strings.studio.compareWith}
          value={against}
          onChange={(event) => {
            setAgainst(event.currentTarget.value);
            setCompared(null);
          }}
          data={[
            { value: editor, label: strings.studio.theEditor },
            ...loaded.versions.map(({ version, at }) => ({
              value: version,
              label: `${when.full(Date.parse(at))} #${shortVersion(version)}`,
            })),
          ]}
        />
      )}
      {loaded !== null && loaded.versions.length > 0 && (
        <ul className={classes.versions} aria-label={words.versions}>
          {loaded.versions.map(({ version, at, active: isActive }) => (
            <li key={version}>
              <span>
                <time dateTime={at}>{when.full(Date.parse(at))}</time>{' '}
                <span className={classes.number}>{strings.studio.versionNumber(shortVersion(version))}</span>{' '}
                {isActive && (
                  <Badge radius="sm" tt="none" fw={550}>
                    {words.on}
                  </Badge>
                )}
              </span>
              <span className={classes.actions}>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={busy === version}
                  aria-haspopup="dialog"
                  onClick={() => void compare(version)}
                >
                  {words.compare}
                </Button>
                {!isActive && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={busy !== null}
                    onClick={() => void activate(version)}
                  >
                    {words.goBack}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        opened={compared !== null}
        title={words.compareTitle}
        size="min(1100px, 100%)"
        onClose={() => setCompared(null)}
      >
        {compared !== null && (
          <div className={classes.comparison}>
            <p className={classes.note}>
              {compared.source === compared.after
                ? strings.studio.compareSame
                : strings.studio.compared(nameOfVersion(compared.version), nameOfVersion(against))}
            </p>
            {compared.source !== compared.after && (
              <Comparison label={words.compareTitle} before={compared.source} after={compared.after} />
            )}
          </div>
        )}
      </Dialog>
      {loaded !== null && loaded.next !== null && (
        <div>
          <Button variant="subtle" onClick={() => void load(loaded)}>
            {words.moreVersions}
          </Button>
        </div>
      )}
    </div>
  );
}
