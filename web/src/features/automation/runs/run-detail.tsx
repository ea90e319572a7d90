import { Button, Skeleton } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api, Run } from '../../../api';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import { SourceView } from '../editor/source-view';
import type { Attempt } from '../try-panel';
import { shortVersion } from '../version-name';
import { findMessage } from './find-message';
import classes from './run-detail.module.css';

const words = strings.studio;

export interface RunDetailProps {
  readonly api: Api;
  readonly run: Run;
  readonly nameOf: (id: number) => string;
  /** Tries the message of the run in the editor. */
  readonly onTry: (attempt: Attempt) => void;
}

/** A run in full: the message that it got, the source of its version with the line that failed, and its log. */
export function RunDetail({ api, run, nameOf, onTry }: RunDetailProps) {
  const { when } = useTime();
  const { target, scriptVersion, messageUid, senderId, line } = run;
  const version = useQuery({
    queryKey: ['script-version', target, scriptVersion],
    queryFn: () => api.version(target, scriptVersion),
    staleTime: Infinity,
  });
  const found = useQuery({
    queryKey: ['run-message', senderId, messageUid],
    queryFn: () => findMessage(api, run),
    staleTime: Infinity,
  });
  const mark = useMemo(() => (line === undefined ? null : { line, kind: 'failed' as const }), [line]);
  const message = found.data;
  const source = version.data?.ok === true ? version.data.value.source : null;
  return (
    <div className={classes.detail}>
      <section aria-label={words.theMessage}>
        <h2 className={classes.title}>{words.theMessage}</h2>
        {found.isPending && <Skeleton height={40} radius="md" />}
        {message === null && <p className={classes.note}>{words.messageGone}</p>}
        {message != null && (
          <>
            <p className={classes.message}>
              <span className={classes.note}>
                {nameOf(message.senderId)}, {when.full(Date.parse(message.sentAt))}
              </span>
              <span className={classes.text}>{message.messageBody}</span>
            </p>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconFlask size={16} aria-hidden="true" />}
              onClick={() =>
                onTry({
                  text: message.messageBody,
                  other: target === 'recv' ? message.senderId : (message.recipientIds[0] ?? null),
                })
              }
            >
              {words.tryThisMessage}
            </Button>
          </>
        )}
      </section>
      <section aria-label={words.itsSource}>
        <h2 className={classes.title}>{words.sourceOf(shortVersion(scriptVersion))}</h2>
        {version.isPending && <Skeleton height={160} radius="md" />}
        {version.data?.ok === false && <p className={classes.note}>{words.sourceGone}</p>}
        {source !== null && (
          <div className={classes.source}>
            <SourceView label={words.itsSource} source={source} mark={mark} />
          </div>
        )}
      </section>
      {run.log.trim() !== '' && (
        <section aria-label={strings.automation.log}>
          <h2 className={classes.title}>{strings.automation.log}</h2>
          <pre className={classes.log} tabIndex={0}>
            {run.log}
          </pre>
        </section>
      )}
    </div>
  );
}
