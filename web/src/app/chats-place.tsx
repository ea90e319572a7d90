import { Button, CloseButton, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { conversationOf, limits } from '@parley/envelope';
import { useCallback, useEffect, useState } from 'react';
import type { User } from '../api';
import {
  ConversationView,
  emptyConversation,
  type ChatMessage,
  type Conversation,
  type NameOf,
} from '../features/conversation';
import { useMuted } from '../notifications';
import { useCell } from '../store';
import { strings } from '../strings';
import { ChatsPane } from './chats-pane';
import { ConnectionBar, KeepingBar } from './connection-bar';
import { ConversationHeader } from './conversation-header';
import type { Desk } from './desk';
import { onDemand } from './on-demand';
import { Nothing, Pane } from './panes';
import { Place } from './place';
import type { Route } from './route';
import { useEscape, useFocusReturn } from './use-escape';
import type { Ways } from './use-route';

const nobody: readonly number[] = [];

const PeoplePane = onDemand(
  async () => (await import('../features/people/people-pane')).PeoplePane,
  <Skeleton height={112} m="sm" radius="md" />,
);
const PickPeople = onDemand(async () => (await import('../features/people/pick-people')).PickPeople, null);

/** The conversation with these people, also before anything was said. */
function conversationWith(
  people: readonly number[],
  ownId: number,
  byId: ReadonlyMap<string, Conversation>,
): Conversation {
  const otherIds = [...new Set(people)].filter((id) => id !== ownId).sort((a, b) => a - b);
  const id = conversationOf(ownId, otherIds);
  return byId.get(id) ?? emptyConversation(id, otherIds);
}

export interface ChatsPlaceProps {
  readonly desk: Desk;
  readonly user: User;
  /** Everybody but the reader. */
  readonly others: readonly User[];
  readonly nameOf: NameOf;
  readonly route: Extract<Route, { view: 'conversations' | 'conversation' }>;
  readonly ways: Ways;
}

/** The conversations, and the open one. */
export function ChatsPlace({ desk, user, others, nameOf, route, ways }: ChatsPlaceProps) {
  const { api, chat, directory } = desk;
  const snapshot = useCell(chat.snapshot);
  const { state } = useCell(directory.snapshot);
  const phase = useCell(desk.phase);
  const lasts = useCell(chat.lasts);
  const [picking, setPicking] = useState<'never' | 'open' | 'closed'>('never');
  const startPicking = () => {
    setPicking('open');
    void directory.load();
  };
  const open = route.view === 'conversation' ? conversationWith(route.people, user.id, snapshot.byId) : null;
  const openId = open?.id ?? null;
  const openKey = open?.otherIds.join('+') ?? null;
  const typing = useCell(chat.typing.people);
  const presence = useCell(desk.presence.people);
  // Beside the messages where there is room; else in their place, when it is asked for.
  const isWide = useMediaQuery('(min-width: 75.0625em)', undefined, { getInitialValueInEffect: false });
  const [sideChoice, setSide] = useState<'hidden' | 'shown' | null>(null);
  const side = sideChoice ?? (isWide ? 'shown' : 'hidden');
  const [muted, mute] = useMuted();
  const [target, setTarget] = useState<{ conversation: string; messageUid: string } | null>(null);
  const openPeople = (ids: readonly number[]) => ways.go({ view: 'conversation', people: ids });
  const openNewest = (ids: readonly number[]) => {
    chat.showAround(chat.meet(ids), null);
    setTarget(null);
    openPeople(ids);
  };

  const besidePeople = useFocusReturn();
  const besideTarget = useFocusReturn();
  const showPeople = () => {
    besidePeople.remember();
    setSide('shown');
  };
  const hidePeople = () => {
    setSide('hidden');
    besidePeople.giveBack();
  };
  useEscape(() => {
    if (target !== null && target.conversation === openId) {
      setTarget(null);
      besideTarget.giveBack();
    } else if (open !== null && side === 'shown') hidePeople();
  });

  useEffect(() => {
    if (!isWide) setSide(null);
  }, [isWide, openId]);

  useEffect(() => {
    if (openKey !== null) chat.meet(openKey.split('+').filter(Boolean).map(Number));
  }, [chat, openKey]);

  useEffect(() => {
    // The server tells of those with whom something was said.
    const known = snapshot.conversations.filter(({ last }) => last !== null);
    desk.presence.watch(known.flatMap(({ otherIds }) => otherIds));
  }, [desk, snapshot]);

  // Someone may write who signed up after our reading of the people.
  useEffect(() => {
    const met = new Set(snapshot.conversations.flatMap(({ otherIds }) => otherIds));
    if (state !== 'loading') void directory.require(met);
  }, [snapshot, directory, state]);

  const onSeen = useCallback(() => {
    if (openId !== null) chat.markSeen(openId);
  }, [chat, openId]);
  const onOlder = useCallback(() => {
    if (openId !== null) void chat.readOlder(openId);
  }, [chat, openId]);
  const onNewer = useCallback(() => {
    if (openId !== null) void chat.readNewer(openId);
  }, [chat, openId]);
  const onNewest = useCallback(() => {
    if (openId !== null) chat.showAround(openId, null);
    setTarget(null);
  }, [chat, openId]);
  const onShow = useCallback(
    async (messageUid: string) => {
      if (openId === null) return;
      besideTarget.remember();
      const message = await chat.find(openId, messageUid);
      if (message !== null) chat.showAround(openId, message);
      setTarget({ conversation: openId, messageUid });
    },
    [chat, openId],
  );
  const onFound = (message: ChatMessage) => {
    besideTarget.remember();
    const people = [...new Set([message.senderId, ...message.recipientIds])].filter((id) => id !== user.id);
    chat.meet(people);
    chat.showAround(message.conversation, message);
    setTarget({ conversation: message.conversation, messageUid: message.messageUid });
    openPeople(people);
  };
  const show = useCallback((uid: string) => void onShow(uid), [onShow]);
  const onRetry = useCallback((uid: string) => chat.retry(uid), [chat]);
  const onDiscard = useCallback((uid: string) => chat.discard(uid), [chat]);

  return (
    <>
      <Place
        route={route}
        shows={open === null ? 'list' : side === 'shown' ? 'side' : 'content'}
        label={strings.shell.conversations}
        list={
          <ChatsPane
            api={api}
            listing={snapshot.listing}
            conversations={snapshot.conversations}
            openConversation={open}
            people={others}
            directoryState={state}
            ownId={user.id}
            nameOf={nameOf}
            isOnline={(id) => presence.get(id)?.online === true}
            isMuted={(id) => muted.has(id)}
            onOpen={openNewest}
            onSearch={(text) => void directory.search(text)}
            onPick={startPicking}
            onReload={() => void directory.load()}
            onMoreConversations={() => void chat.readMoreConversations()}
            onReloadConversations={() => void chat.refreshConversations()}
            onFound={onFound}
          />
        }
        content={
          <>
            <ConnectionBar phase={phase} onTry={() => desk.connection.wake()} />
            <KeepingBar lasts={lasts} />
            {open === null ? (
              <Nothing
                title={strings.conversation.noneTitle}
                text={strings.conversation.noneText}
                action={
                  <Button variant="default" onClick={startPicking}>
                    {strings.conversation.noneAction}
                  </Button>
                }
              />
            ) : (
              <>
                <ConversationHeader
                  conversation={open}
                  nameOf={nameOf}
                  presence={presence}
                  showsPeople={side === 'shown'}
                  onPeople={side === 'shown' ? hidePeople : showPeople}
                  onBack={() => ways.back({ view: 'conversations' })}
                />
                <ConversationView
                  key={open.id}
                  api={api}
                  conversation={open}
                  ownId={user.id}
                  nameOf={nameOf}
                  delivered={snapshot.delivered}
                  target={target?.conversation === open.id ? target.messageUid : null}
                  typing={typing.get(open.id) ?? nobody}
                  onDraft={(text) => chat.setDraft(open.id, text)}
                  onTyping={() => chat.typing.tell(open.otherIds)}
                  onSend={(text) => {
                    setTarget(null);
                    chat.send(open.otherIds, text);
                  }}
                  onRetry={onRetry}
                  onDiscard={onDiscard}
                  onSeen={onSeen}
                  onOlder={onOlder}
                  onNewer={onNewer}
                  onNewest={onNewest}
                  onShow={show}
                />
              </>
            )}
          </>
        }
        {...(open === null || side === 'hidden'
          ? {}
          : {
              side: (
                <Pane
                  title={strings.people.membersTitle}
                  action={
                    <CloseButton
                      size={38}
                      aria-label={strings.people.closeMembers}
                      onClick={hidePeople}
                      autoFocus={!isWide}
                    />
                  }
                >
                  <PeoplePane
                    api={api}
                    people={[user, ...open.otherIds.map((id) => ({ id, username: nameOf(id) }))]}
                    ownId={user.id}
                    presence={presence}
                    isMuted={muted.has(open.id)}
                    onMute={(isMuted) => mute(open.id, isMuted)}
                    onOpen={(id) => openNewest([id])}
                  />
                </Pane>
              ),
            })}
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
