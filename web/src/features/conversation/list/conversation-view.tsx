import { ActionIcon, Button, Indicator, Loader } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { Api } from '../../../api';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import { Composer } from '../compose/composer';
import { deliveryOf } from '../model/delivery';
import type { Conversation } from '../model/snapshot';
import { titleOf, type NameOf } from '../names';
import { MessageRow, type RowActions } from './message-row';
import { rowsOf, type Row } from './rows';
import { useMessageList } from './use-message-list';
import { useOneStop } from './use-one-stop';
import { useUnreadMark } from './use-unread-mark';
import classes from './conversation-view.module.css';

const words = strings.conversation;

export interface ConversationViewProps {
  readonly api: Pick<Api, 'runs'>;
  readonly conversation: Conversation;
  readonly ownId: number;
  readonly nameOf: NameOf;
  /** Who has the reader's messages on a screen, by messageUid. */
  readonly delivered: ReadonlyMap<string, readonly number[]>;
  /** A message to go to and to mark. */
  readonly target: string | null;
  /** Who is writing here, ids. */
  readonly typing: readonly number[];
  readonly onDraft: (text: string) => void;
  readonly onTyping: () => void;
  readonly onSend: (text: string) => void;
  readonly onRetry: (messageUid: string) => void;
  readonly onDiscard: (messageUid: string) => void;
  /** The newest is before the reader's eyes. */
  readonly onSeen: () => void;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  /** Leave what a search found, for the newest. */
  readonly onNewest: () => void;
  readonly onShow: (messageUid: string) => void;
}

/** Calls back whenever the newest message is in view in a visible tab. */
function useSeen(isSeen: boolean, newest: string | undefined, onSeen: () => void) {
  useEffect(() => {
    const look = () => {
      if (isSeen && document.visibilityState === 'visible') onSeen();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isSeen, newest, onSeen]);
}

function Top({
  conversation,
  title,
  onOlder,
}: {
  conversation: Conversation;
  title: string;
  onOlder: () => void;
}) {
  if (conversation.failed)
    return (
      <Button variant="subtle" size="compact-sm" onClick={onOlder}>
        {words.earlierFailed}
      </Button>
    );
  if (conversation.hasOlder)
    return conversation.loading === null ? null : (
      <Loader size="sm" role="status" aria-label={words.loading} />
    );
  return <bdi>{words.empty(title)}</bdi>;
}

/** One conversation: what was said, live, and the place to write. Its header is the shell's. */
export function ConversationView(props: ConversationViewProps) {
  const { conversation, ownId, nameOf, delivered, target, onOlder, onNewer, onSeen } = props;
  const { messages, unconfirmed, hasOlder, hasNewer, loading, failed, isReady, unread, otherIds } =
    conversation;
  const { when, now } = useTime();
  const title = titleOf(otherIds, nameOf);
  const isWatching = useRef(true);
  const unreadFrom = useUnreadMark(conversation, ownId, isWatching);
  const rows = useMemo(
    () => rowsOf(messages, hasNewer ? [] : unconfirmed, { ownId, dayOf: when.dayOf, unreadFrom }),
    [messages, hasNewer, unconfirmed, ownId, when, unreadFrom],
  );
  const isIdle = loading === null && !failed;
  const { ref, virtualizer, atEnd, toEnd, onScroll } = useMessageList({
    rows,
    hasNewest: !hasNewer,
    mayReadOlder: hasOlder && isReady && isIdle,
    mayReadNewer: hasNewer && isIdle,
    isReading: loading !== null,
    onOlder,
    onNewer,
    target,
  });
  const isAtNewest = atEnd && !hasNewer;
  isWatching.current = isAtNewest && document.visibilityState === 'visible';
  useSeen(isAtNewest, rows.at(-1)?.key, onSeen);

  const items = virtualizer.getVirtualItems();
  const { index: stop, onStep } = useOneStop(
    ref,
    rows,
    [items[0]?.index ?? 0, items.at(-1)?.index ?? 0],
    (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  );
  const top = rows[virtualizer.range?.startIndex ?? 0];

  const shown = useMemo(() => new Map(rows.map((row) => [row.messageUid, row])), [rows]);
  const { api, onRetry, onDiscard, onShow } = props;
  const actions: RowActions = useMemo(
    () => ({ api, onRetry, onDiscard, onShow, onStep, causeOf: (uid) => shown.get(uid) ?? null }),
    [api, onRetry, onDiscard, onShow, onStep, shown],
  );
  const deliveryFor = ({ senderId, author, isLast, messageUid, position }: Row) =>
    senderId === ownId && author === 'person' && isLast && position !== null
      ? deliveryOf({ messageUid, position }, conversation, delivered)
      : null;

  return (
    <div className={classes.view}>
      {!isAtNewest && top !== undefined && !top.beginsDay && (
        // What begins the day says it to those who listen; this is for who scrolls.
        <p className={classes.dayAbove} aria-hidden="true">
          <span>{when.day(top.at, now(), words)}</span>
        </p>
      )}
      <div
        className={classes.scroll}
        ref={ref}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-busy={loading !== null}
        aria-label={words.messages}
      >
        <div className={classes.column}>
          <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
            <div className={classes.top}>
              <Top conversation={conversation} title={title} onOlder={onOlder} />
            </div>
            {items.map(({ index, key, start }) => {
              const row = rows[index]!;
              return (
                <div
                  key={key}
                  data-index={index}
                  ref={virtualizer.measureElement}
                  className={classes.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <MessageRow
                    row={row}
                    ownId={ownId}
                    nameOf={nameOf}
                    showsName={otherIds.length > 1}
                    delivery={deliveryFor(row)}
                    isMarked={row.messageUid === target}
                    isStop={index === stop}
                    actions={actions}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {!isAtNewest && (
        <Indicator
          className={classes.newest}
          label={unread > 99 ? '99+' : unread}
          disabled={unread === 0}
          size={20}
          offset={4}
        >
          <ActionIcon
            variant="default"
            size={40}
            radius="xl"
            aria-label={unread === 0 ? words.newest : words.newestWith(unread)}
            onClick={() => (hasNewer ? props.onNewest() : toEnd())}
          >
            <IconArrowDown size={20} aria-hidden="true" />
          </ActionIcon>
        </Indicator>
      )}
      <p className={classes.typing}>
        {props.typing.length > 0 && (
          <bdi>{words.typing(words.and(props.typing.map(nameOf)), props.typing.length)}</bdi>
        )}
      </p>
      <Composer
        draft={conversation.draft}
        title={title}
        onDraft={props.onDraft}
        onTyping={props.onTyping}
        onSend={props.onSend}
      />
    </div>
  );
}
