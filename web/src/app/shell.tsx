import { conversationOf, limits } from '@parley/envelope';
import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { User } from '../api';
import { AutomationList, AutoReplyPage, RunsPage } from '../features/automation';
import { ConversationView, type Conversation } from '../features/conversation';
import { PickPeople } from '../features/people';
import { useCell } from '../store';
import { strings } from '../strings';
import { ChatsPane } from './chats-pane';
import { ConnectionBar } from './connection-bar';
import { ConversationHeader } from './conversation-header';
import type { Desk } from './desk';
import { BackBar, Nothing, Pane } from './panes';
import { Rail } from './rail';
import type { Route } from './route';
import { useRoute } from './use-route';
import classes from './shell.module.css';

const ScriptPage = lazy(async () => ({
  default: (await import('../features/automation/studio')).ScriptPage,
}));

const isContent = (route: Route) => route.view !== 'conversations' && route.view !== 'automation';
const isAutomation = (route: Route) => route.view !== 'conversations' && route.view !== 'conversation';

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

/** The signed-in page: navigation, a list, and what was chosen in it. On a phone one at a time. */
export function Shell({ desk, user, onSignOut }: { desk: Desk; user: User; onSignOut: () => void }) {
  const { api, chat, directory } = desk;
  const [route, go] = useRoute();
  const snapshot = useCell(chat.snapshot);
  const { people, names, state } = useCell(directory.snapshot);
  const phase = useCell(desk.phase);
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const [scripts, setScripts] = useState<Readonly<Record<'send' | 'recv', string | null>>>({
    send: null,
    recv: null,
  });
  const [picking, setPicking] = useState(false);
  const startPicking = () => {
    setPicking(true);
    void directory.load();
  };

  const nameOf = useCallback((id: number) => names.get(id) ?? strings.people.unknown(id), [names]);
  const others = useMemo(() => people.filter(({ id }) => id !== user.id), [people, user.id]);
  const open = route.view === 'conversation' ? conversationWith(route.people, user.id, snapshot.byId) : null;
  const openId = open?.id ?? null;
  const openPeople = (ids: readonly number[]) => go({ view: 'conversation', people: ids });

  // Someone may write who signed up after our reading of the people.
  useEffect(() => {
    const met = new Set(snapshot.conversations.flatMap(({ otherIds }) => otherIds));
    if (state !== 'loading') void directory.require(met);
  }, [snapshot, directory, state]);

  const unread = snapshot.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${strings.product}` : strings.product;
  }, [unread]);

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
    <div className={classes.shell} data-content={isContent(route)}>
      <Rail
        user={user}
        unread={unread}
        place={isAutomation(route) ? 'automation' : 'conversations'}
        onGo={(view) => go({ view })}
        onSignOut={onSignOut}
      />
      <aside className={classes.list}>
        {isAutomation(route) ? (
          <Pane title={strings.automation.title}>
            <p className={classes.intro}>{strings.automation.intro}</p>
            <AutomationList
              chosen={
                route.view === 'script'
                  ? route.target
                  : route.view === 'automation'
                    ? null
                    : (route.view as 'runs')
              }
              onOpen={(place) =>
                go(place === 'send' || place === 'recv' ? { view: 'script', target: place } : { view: place })
              }
            />
          </Pane>
        ) : (
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
        )}
      </aside>
      <main className={classes.content}>
        <ConnectionBar phase={phase} onTry={() => desk.connection.wake()} />
        {open !== null && (
          <>
            <ConversationHeader
              conversation={open}
              nameOf={nameOf}
              onBack={() => go({ view: 'conversations' })}
            />
            <ConversationView
              key={open.id}
              conversation={open}
              ownId={user.id}
              nameOf={nameOf}
              draft={drafts.get(open.id) ?? ''}
              onDraft={(text) => setDrafts(new Map(drafts).set(open.id, text))}
              onSend={(text) => chat.send(open.otherIds, text)}
              onRetry={onRetry}
              onDiscard={onDiscard}
              onSeen={onSeen}
              textOf={textOf}
            />
          </>
        )}
        {route.view === 'conversations' && (
          <Nothing title={strings.conversation.noneTitle} text={strings.conversation.noneText} />
        )}
        {route.view === 'automation' && (
          <Nothing title={strings.automation.title} text={strings.automation.intro} />
        )}
        {isContent(route) && open === null && (
          <div className={classes.scrolling}>
            <BackBar title={strings.automation.title} onBack={() => go({ view: 'automation' })} />
            {route.view === 'script' && (
              <Suspense fallback={<Skeleton m={32} height={480} w="auto" radius="md" />}>
                <ScriptPage
                  key={route.target}
                  api={api}
                  target={route.target}
                  ownId={user.id}
                  people={others}
                  nameOf={nameOf}
                  line={route.line ?? null}
                  draft={scripts[route.target]}
                  onDraft={(text) => setScripts({ ...scripts, [route.target]: text })}
                />
              </Suspense>
            )}
            {route.view === 'auto-reply' && <AutoReplyPage api={api} />}
            {route.view === 'runs' && (
              <RunsPage
                api={api}
                ownId={user.id}
                nameOf={nameOf}
                onPlace={({ target, line }) =>
                  go({ view: 'script', target, ...(line === undefined ? {} : { line }) })
                }
              />
            )}
          </div>
        )}
      </main>
      <PickPeople
        people={others}
        opened={picking}
        most={limits.recipients}
        onClose={() => setPicking(false)}
        onSearch={(text) => void directory.search(text)}
        onPick={openPeople}
      />
    </div>
  );
}
