import { Skeleton } from '@mantine/core';
import type { Api, Target, User } from '../api';
import { AutomationList, AutoReplyPage, RunsPage } from '../features/automation';
import { strings } from '../strings';
import { onDemand } from './on-demand';
import { BackBar, Nothing, Pane, Scrolling } from './panes';
import { Place } from './place';
import type { Route } from './route';
import type { Ways } from './use-route';

const words = strings.automation;

const ScriptPage = onDemand(
  async () => (await import('../features/automation/studio')).ScriptPage,
  <Skeleton m={32} height={480} w="auto" radius="md" />,
);

export interface AutomationPlaceProps {
  readonly api: Api;
  readonly user: User;
  /** Everybody but the reader. */
  readonly others: readonly User[];
  readonly nameOf: (id: number) => string;
  readonly route: Extract<Route, { view: 'automation' | 'script' | 'auto-reply' | 'runs' }>;
  readonly ways: Ways;
  /** What was typed and not saved, by target. */
  readonly drafts: Readonly<Record<Target, string | null>>;
  readonly onDraft: (target: Target, text: string | null) => void;
}

/** The pages of automation, and the open one. */
export function AutomationPlace(props: AutomationPlaceProps) {
  const { api, user, others, nameOf, route, ways, drafts, onDraft } = props;
  const chosen = route.view === 'script' ? route.target : route.view === 'automation' ? null : route.view;
  return (
    <Place
      route={route}
      shows={chosen === null ? 'list' : 'content'}
      label={words.title}
      list={
        <Pane title={words.title} text={words.intro}>
          <AutomationList
            chosen={chosen}
            onOpen={(place) =>
              ways.go(
                place === 'send' || place === 'recv' ? { view: 'script', target: place } : { view: place },
              )
            }
          />
        </Pane>
      }
      content={
        <Scrolling>
          {chosen === null ? (
            <Nothing title={words.title} text={words.intro} />
          ) : (
            <BackBar title={words.title} onBack={() => ways.back({ view: 'automation' })} />
          )}
          {route.view === 'script' && (
            <ScriptPage
              key={route.target}
              api={api}
              target={route.target}
              ownId={user.id}
              people={others}
              nameOf={nameOf}
              line={route.line ?? null}
              attempt={null}
              draft={drafts[route.target]}
              onDraft={(text) => onDraft(route.target, text)}
            />
          )}
          {route.view === 'auto-reply' && <AutoReplyPage api={api} />}
          {route.view === 'runs' && (
            <RunsPage
              api={api}
              ownId={user.id}
              nameOf={nameOf}
              onPlace={({ target, line }) =>
                ways.go({ view: 'script', target, ...(line === undefined ? {} : { line }) })
              }
            />
          )}
        </Scrolling>
      }
    />
  );
}
