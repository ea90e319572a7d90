import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { strings } from '../../strings';
import { useTime } from '../../time';
import type { Conversation } from './chat';
import { Composer } from './composer';
import { anchorOf, MessageGroup, type Cause } from './message-group';
import { titleOf, type NameOf } from './names';
import { timelineOf } from './timeline';
import classes from './conversation-view.module.css';

const words = strings.conversation;
/** So many of the newest messages are shown at first, and so many more each time. */
const portion = 200;
/** Within so many pixels of its end a list counts as scrolled to the end. */
const nearEnd = 60;

export interface ConversationViewProps {
  readonly conversation: Conversation;
  readonly ownId: number;
  readonly nameOf: NameOf;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onRetry: (messageUid: string) => void;
  readonly onDiscard: (messageUid: string) => void;
  readonly onSeen: () => void;
  /** The text of a message of any conversation, or null. */
  readonly textOf: (messageUid: string) => string | null;
}

/** Keeps a list at its end while it is there, and tells when it is. */
function useEnd(newest: string | undefined, newestIsOwn: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const toEnd = useCallback(() => {
    const list = ref.current;
    if (list !== null) list.scrollTop = list.scrollHeight;
    following.current = true;
    setAtEnd(true);
  }, []);
  const onScroll = useCallback(() => {
    const list = ref.current;
    if (list === null) return;
    following.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
    setAtEnd(following.current);
  }, []);
  useLayoutEffect(() => {
    if (following.current || newestIsOwn) toEnd();
  }, [newest, newestIsOwn, toEnd]);
  // The composer grows, the window shrinks: the end stays in view.
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const observer = new ResizeObserver(() => {
      if (following.current) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  return { ref, atEnd, toEnd, onScroll };
}

/** One conversation: what was said, live, and the place to write. Its header is the shell's. */
export function ConversationView(props: ConversationViewProps) {
  const { conversation, ownId, nameOf, textOf, onSeen } = props;
  const { when, now } = useTime();
  const [shown, setShown] = useState(portion);
  const title = titleOf(conversation.otherIds, nameOf);
  const { messages, unconfirmed } = conversation;
  const days = useMemo(
    () => timelineOf(messages.slice(-shown), unconfirmed, ownId, when.dayOf),
    [messages, unconfirmed, ownId, shown, when],
  );
  const newest = unconfirmed.at(-1)?.messageUid ?? messages.at(-1)?.messageUid;
  const newestIsOwn = unconfirmed.length > 0;
  const { ref, atEnd, toEnd, onScroll } = useEnd(newest, newestIsOwn);

  useEffect(() => {
    const look = () => {
      if (atEnd && document.visibilityState === 'visible') onSeen();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [atEnd, newest, onSeen]);

  const actions = useMemo(
    () => ({
      onRetry: props.onRetry,
      onDiscard: props.onDiscard,
      onShow: (uid: string) => {
        const found = document.getElementById(anchorOf(uid));
        found?.scrollIntoView({ block: 'center', behavior: 'smooth' });
        found?.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], 900);
      },
    }),
    [props.onRetry, props.onDiscard],
  );
  const here = useMemo(() => new Set(messages.map(({ messageUid }) => messageUid)), [messages]);
  const causeOf = (uid: string | undefined): Cause | null => {
    const text = uid === undefined ? null : textOf(uid);
    return uid === undefined || text === null ? null : { text, isHere: here.has(uid) };
  };

  return (
    <div className={classes.view}>
      <div
        className={classes.scroll}
        ref={ref}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-label={words.messages}
      >
        <div className={classes.column}>
          {messages.length > shown ? (
            <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + portion)}>
              {words.earlier}
            </Button>
          ) : (
            <p className={classes.beginning}>{words.empty(title)}</p>
          )}
          {days.map((day) => (
            <div key={day.at}>
              <h3 className={classes.day}>
                <span>{when.day(day.at, now(), words)}</span>
              </h3>
              {day.groups.map((group) => (
                <MessageGroup
                  key={group.key}
                  group={group}
                  ownId={ownId}
                  nameOf={nameOf}
                  cause={causeOf(group.causedBy)}
                  showsName={conversation.otherIds.length > 1}
                  actions={actions}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      {!atEnd && (
        <ActionIcon
          className={classes.newest}
          variant="default"
          size={40}
          radius="xl"
          aria-label={words.newest}
          onClick={toEnd}
        >
          <IconArrowDown size={20} aria-hidden="true" />
        </ActionIcon>
      )}
      <Composer draft={props.draft} title={title} onDraft={props.onDraft} onSend={props.onSend} />
    </div>
  );
}
