import { conversationOf, limits } from '@parley/envelope';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { User } from '../api';
import { ConversationView, type Conversation, type NameOf } from '../features/conversation';
import { useCell } from '../store';
import { strings } from '../strings';
import { ChatsPane } from './chats-pane';
import { ConnectionBar } from './connection-bar';
import { ConversationHeader } from './conversation-header';
import type { Desk } from './desk';
import { onDemand } from './on-demand';
import { Nothing } from './panes';
import { Place } from './place';
import type { Route } from './route';
import type { Ways } from './use-route';

const PickPeople = onDemand(async () => (await import('../features/people/pick-people')).PickPeople, null);

/** The conversation with these people, also before anything was said. */
function conversationWith(
  people: readonly number[],
  ownId: number,
  byId: ReadonlyMap<string, Conversation>,
): Conversation {
  const otherIds = [...new Set(people)].filter((id) => id !== ownId).sort((a, b) => a - b);
  const id = conversationOf(ownId, otherIds);
  return byId.get(id) ?? { id, otherIds, messages: [], unconfirmed: [], unread: 0, latestAt: 0 };
}

export interface ChatsPlaceProps {
  readonly desk: Desk;
  readonly user: User;
  /** Everybody but the reader. */
  readonly others: readonly User[];
  readonly nameOf: NameOf;
  readonly route: Extract<Route, { view: 'conversations' | 'conversation' }>;
  readonly ways: Ways;
  /** What was typed and not sent, by conversation. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly onDraft: (conversation: string, text: string) => void;
}

/** The conversations, and the open one. */
export function ChatsPlace({ desk, user, others, nameOf, route, ways, drafts, onDraft }: ChatsPlaceProps) {
  const { chat, directory } = desk;
  const snapshot = useCell(chat.snapshot);
  const { state } = useCell(directory.snapshot);
  const phase = useCell(desk.phase);
  const [picking, setPicking] = useState<'never' | 'open' | 'closed'>('never');
  const startPicking = () => {
    setPicking('open');
    void directory.load();
  };
  const open = route.view === 'conversation' ? conversationWith(route.people, user.id, snapshot.byId) : null;
  const openId = open?.id ?? null;
  const openPeople = (ids: readonly number[]) => ways.go({ view: 'conversation', people: ids });

  // Someone may write who signed up after our reading of the people.
  useEffect(() => {
    const met = new Set(snapshot.conversations.flatMap(({ otherIds }) => otherIds));
    if (state !== 'loading') void directory.require(met);
  }, [snapshot, directory, state]);

  const texts = useMemo(
    () =>
      new Map(
        snapshot.conversations.flatMap(({ messages }) =>
          messages.map(({ messageUid, text }) => [messageUid, text]),
        ),
      ),
    [snapshot],
  );
  const textOf = useCallback((uid: string) => texts.get(uid) ?? null, [texts]);
  const onSeen = useCallback(() => {
    if (openId !== null) chat.markSeen(openId);
  }, [chat, openId]);
  const onRetry = useCallback((uid: string) => chat.retry(uid), [chat]);
  const onDiscard = useCallback((uid: string) => chat.discard(uid), [chat]);

  return (
    <>
      <Place
        route={route}
        shows={open === null ? 'list' : 'content'}
        label={strings.shell.conversations}
        list={
          <ChatsPane
            conversations={snapshot.conversations}
            openConversation={open}
            people={others}
            directoryState={state}
            ownId={user.id}
            nameOf={nameOf}
            onOpen={openPeople}
            onSearch={(text) => void directory.search(text)}
            onPick={startPicking}
            onReload={() => void directory.load()}
          />
        }
        content={
          <>
            <ConnectionBar phase={phase} onTry={() => desk.connection.wake()} />
            {open === null ? (
              <Nothing title={strings.conversation.noneTitle} text={strings.conversation.noneText} />
            ) : (
              <>
                <ConversationHeader
                  conversation={open}
                  nameOf={nameOf}
                  onBack={() => ways.back({ view: 'conversations' })}
                />
                <ConversationView
                  key={open.id}
                  conversation={open}
                  ownId={user.id}
                  nameOf={nameOf}
                  draft={drafts.get(open.id) ?? ''}
                  onDraft={(text) => onDraft(open.id, text)}
                  onSend={(text) => chat.send(open.otherIds, text)}
                  onRetry={onRetry}
                  onDiscard={onDiscard}
                  onSeen={onSeen}
                  textOf={textOf}
                />
              </>
            )}
          </>
        }
      />
      {picking !== 'never' && (
        <PickPeople
          people={others}
          opened={picking === 'open'}
          most={limits.recipients}
          onClose={() => setPicking('closed')}
          onSearch={(text) => void directory.search(text)}
          onPick={openPeople}
        />
      )}
    </>
  );
}
