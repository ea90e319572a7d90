import { Button, Popover, Skeleton, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api } from '../../../api';
import { Notice, wordsOf } from '../../../notice';
import { strings } from '../../../strings';
import type { Row } from './rows';
import classes from './message-row.module.css';

const words = strings.conversation;
/** So much of the cause is quoted, characters. */
const quoted = 120;

export interface WhyActions {
  readonly api: Pick<Api, 'runs'>;
  /** The message of this conversation with this id, when it is shown here; null else. */
  readonly causeOf: (messageUid: string) => Pick<Row, 'text' | 'senderId'> | null;
  readonly onShow: (messageUid: string) => void;
}

/** What one's own script did with the message that caused this one, from its run record. */
function OwnRun({
  api,
  senderId,
  messageUid,
}: {
  api: Pick<Api, 'runs'>;
  senderId: number;
  messageUid: string;
}) {
  const asked = useQuery({
    queryKey: ['runs', senderId, messageUid],
    queryFn: async () => (await valueOf(api.runs({ senderId, messageUid }))).runs,
  });
  if (asked.isPending) return <Skeleton height={48} radius="md" />;
  if (asked.isError) return <Notice kind="error">{wordsOf(refusalOf(asked.error))}</Notice>;
  if (asked.data.length === 0) return <p>{words.whyNoRun}</p>;
  return asked.data.map(({ target, scriptVersion, outcome, milliseconds, log }) => (
    <div key={target}>
      <p>{words.whyVersion(scriptVersion)}</p>
      <p>{words.whyRun(strings.automation.outcomes[outcome] ?? outcome, milliseconds)}</p>
      {log !== '' && (
        <>
          <p>{words.whyLog}</p>
          <pre className={classes.log} tabIndex={0} aria-label={words.whyLog}>
            {log}
          </pre>
        </>
      )}
    </div>
  ));
}

function reasonOf({ author }: Row, isOwn: boolean, name: string): string {
  if (author === 'auto-reply') return isOwn ? words.whyOwnReply : words.whyReply(name);
  return isOwn ? words.whyOwnScript : words.whyScript(name);
}

/** Says which message a program's message answers and leads there, and on asking why it was written. */
export function Why({
  row,
  isOwn,
  name,
  actions,
}: {
  row: Row;
  isOwn: boolean;
  name: string;
  actions: WhyActions;
}) {
  const { causedBy } = row;
  if (causedBy === undefined) return null;
  const cause = actions.causeOf(causedBy);
  const text = cause?.text.slice(0, quoted);
  return (
    <div className={classes.why}>
      <UnstyledButton className={classes.cause} onClick={() => actions.onShow(causedBy)}>
        <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" />
        <bdi className={classes.causeText}>
          {text === undefined ? words.answersUnseen : words.answers(text)}
        </bdi>
      </UnstyledButton>
      <Popover width={320} position="bottom-start" shadow="md" radius="md" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={classes.ask}>{words.why}</UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={words.whyTitle}>
          <div className={classes.reason}>
            <p>{reasonOf(row, isOwn, name)}</p>
            {text !== undefined && (
              <p>
                <bdi>{words.whyMessage(text)}</bdi>
              </p>
            )}
            {isOwn && row.author === 'script' && cause !== null && (
              <OwnRun api={actions.api} senderId={cause.senderId} messageUid={causedBy} />
            )}
            <Button size="compact-sm" variant="default" onClick={() => actions.onShow(causedBy)}>
              {words.whyShow}
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
