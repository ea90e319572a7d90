import { Button, Popover, Skeleton, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { refusalOf, valueOf, type Api } from '../../../api';
import { Notice, wordsOf } from '../../../notice';
import { strings } from '../../../strings';
import { reasonOf, type Reason } from './reason';
import classes from './message-row.module.css';

const words = strings.conversation;

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

/** The button that asks why, with the answer open below it: fetched when it is first asked. */
export function WhyPopover({ reason }: { reason: Reason }) {
  const { text, cause, causedBy, isOwnScript, actions } = reason;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // It takes the place, and the focus, of the button that was clicked.
  useEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={320}
      position="bottom-start"
      shadow="md"
      radius="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton ref={button} className={classes.ask} onClick={() => setOpen(!isOpen)}>
          {words.why}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.reason}>
          <p>{reasonOf(reason)}</p>
          {text !== undefined && (
            <p>
              <bdi>{words.whyMessage(text)}</bdi>
            </p>
          )}
          {isOwnScript && cause !== null && (
            <OwnRun api={actions.api} senderId={cause.senderId} messageUid={causedBy} />
          )}
          <Button size="compact-sm" variant="light" onClick={() => actions.onShow(causedBy)}>
            {words.whyShow}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
