import { conversationOf } from '@parley/envelope';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Refusal, Target, User } from '../api';
import { useFailures } from '../features/automation/alerts';
import { showBadge } from '../notifications';
import { useCell } from '../store';
import { strings } from '../strings';
import { Announcer } from './announcer';
import { ChatsPlace } from './chats-place';
import type { Desk } from './desk';
import { Keyboard } from './keyboard';
import { onDemand } from './on-demand';
import { Nothing, Waiting } from './panes';
import { Rail, type RailPlace } from './rail';
import type { Route } from './route';
import { useRoute } from './use-route';
import classes from './shell.module.css';

const AutomationPlace = onDemand(
  async () => (await import('./automation-place')).AutomationPlace,
  <Waiting />,
);

const SettingsPlace = onDemand(async () => (await import('./settings-place')).SettingsPlace, <Waiting />);

const OperationsPlace = onDemand(
  async () => (await import('./operations-place')).OperationsPlace,
  <Waiting />,
);

const automation: readonly Route['view'][] = [
  'automation',
  'script',
  'auto-reply',
  'runs',
  'recipes',
  'tutorial',
];

/** What of the navigation a route belongs to. */
const placeOf = ({ view }: Route): RailPlace =>
  view === 'settings' || view === 'operations'
    ? 'settings'
    : automation.includes(view)
      ? 'automation'
      : 'conversations';

/** Whether a phone shows what was chosen, and not the list to choose from. */
const isContent = (route: Route) =>
  route.view === 'settings'
    ? route.place !== undefined
    : !['conversations', 'automation', 'not-found'].includes(route.view);

/** The signed-in page: the navigation, and the place it leads to. */
export function Shell({
  desk,
  user,
  zone,
  onSignOut,
  onDelete,
}: {
  desk: Desk;
  user: User;
  /** The device's time zone. */
  zone: string;
  onSignOut: () => void;
  onDelete: (password: string | null) => Promise<Refusal | null>;
}) {
  const { api, chat, directory } = desk;
  const [route, ways] = useRoute();
  const snapshot = useCell(chat.snapshot);
  const { people, names } = useCell(directory.snapshot);
  const [scripts, setScripts] = useState<Readonly<Record<Target, string | null>>>({ send: null, recv: null });

  const failures = useFailures(api, user.id);

  const nameOf = useCallback((id: number) => names.get(id) ?? strings.people.unknown(id), [names]);
  const others = useMemo(() => people.filter(({ id }) => id !== user.id), [people, user.id]);

  const unread = snapshot.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${strings.product}` : strings.product;
  }, [unread]);

  useEffect(() => showBadge(unread), [unread]);
  const openId = route.view === 'conversation' ? conversationOf(user.id, route.people) : null;
  const openPeople = (ids: readonly number[]) => ways.go({ view: 'conversation', people: ids });

  // Whoever signs in next begins at the beginning.
  const signOut = () => {
    ways.go({ view: 'conversations' });
    onSignOut();
  };
  const deleteAccount = async (password: string | null) => {
    const refusal = await onDelete(password);
    if (refusal === null) ways.go({ view: 'conversations' });
    return refusal;
  };

  return (
    <div className={classes.shell} data-shows={isContent(route) ? 'content' : 'list'}>
      <header className="unseen">
        <h1>{strings.product}</h1>
      </header>
      <Announcer chat={chat} ownId={user.id} nameOf={nameOf} openId={openId} onOpen={openPeople} />
      <Keyboard
        conversations={snapshot.conversations}
        people={others}
        nameOf={nameOf}
        openId={openId}
        onSearch={(text) => void directory.search(text)}
        onOpen={openPeople}
      />
      <Rail
        user={user}
        unread={unread}
        failed={failures.count}
        place={placeOf(route)}
        onGo={(view) => ways.go({ view })}
      />
      {(route.view === 'conversations' || route.view === 'conversation') && (
        <ChatsPlace desk={desk} user={user} others={others} nameOf={nameOf} route={route} ways={ways} />
      )}
      {(route.view === 'automation' ||
        route.view === 'script' ||
        route.view === 'auto-reply' ||
        route.view === 'runs' ||
        route.view === 'recipes' ||
        route.view === 'tutorial') && (
        <AutomationPlace
          api={api}
          user={user}
          others={others}
          nameOf={nameOf}
          route={route}
          ways={ways}
          failures={failures}
          drafts={scripts}
          onDraft={(target, text) => setScripts({ ...scripts, [target]: text })}
        />
      )}
      {route.view === 'settings' && (
        <SettingsPlace
          api={api}
          user={user}
          route={route}
          ways={ways}
          zone={zone}
          onSignOut={signOut}
          onDelete={deleteAccount}
        />
      )}
      {route.view === 'operations' && (
        <OperationsPlace api={api} onBack={() => ways.back({ view: 'settings' })} />
      )}
      {route.view === 'not-found' && (
        <main className={classes.nowhere}>
          <Nothing
            title={strings.shell.nowhereTitle}
            text={strings.shell.nowhereText}
            action={
              <Button onClick={() => ways.go({ view: 'conversations' })}>{strings.shell.toChats}</Button>
            }
          />
        </main>
      )}
    </div>
  );
}
