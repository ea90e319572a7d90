import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { Api, Target, User } from '../api';
import { AutomationList, AutoReplyPage, RunsPage, type Attempt } from '../features/automation';
import type { Failures } from '../features/automation/alerts';
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

const RunDetail = onDemand(
  async () => (await import('../features/automation/studio')).RunDetail,
  <Skeleton height={240} w="100%" radius="md" />,
);

const RecipesPage = onDemand(
  async () => (await import('../features/automation/studio')).RecipesPage,
  <Skeleton m={32} height={480} w="auto" radius="md" />,
);

const TutorialPage = onDemand(
  async () => (await import('../features/automation/studio')).TutorialPage,
  <Skeleton m={32} height={480} w="auto" radius="md" />,
);

export interface AutomationPlaceProps {
  readonly api: Api;
  readonly user: User;
  /** Everybody but the reader. */
  readonly others: readonly User[];
  readonly nameOf: (id: number) => string;
  readonly route: Extract<
    Route,
    { view: 'automation' | 'script' | 'auto-reply' | 'runs' | 'recipes' | 'tutorial' }
  >;
  readonly ways: Ways;
  readonly failures: Failures;
  /** What was typed and not saved, by target. */
  readonly drafts: Readonly<Record<Target, string | null>>;
  readonly onDraft: (target: Target, text: string | null) => void;
}

/** The pages of automation, and the open one. */
export function AutomationPlace(props: AutomationPlaceProps) {
  const { api, user, others, nameOf, route, ways, failures, drafts, onDraft } = props;
  const [attempt, setAttempt] = useState<(Attempt & { readonly target: Target }) | null>(null);
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
            failed={failures.count}
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
            <Nothing
              title={words.title}
              text={words.beginText}
              action={
                <>
                  <Button onClick={() => ways.go({ view: 'recipes' })}>{words.beginRecipe}</Button>
                  <Button variant="default" onClick={() => ways.go({ view: 'tutorial' })}>
                    {words.beginTutorial}
                  </Button>
                </>
              }
            />
          ) : (
            <BackBar
              title={words.title}
              onBack={() =>
                ways.back(
                  route.view === 'recipes' && route.recipe !== undefined
                    ? { view: 'recipes' }
                    : { view: 'automation' },
                )
              }
            />
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
              attempt={attempt?.target === route.target ? attempt : null}
              draft={drafts[route.target]}
              onDraft={(text) => onDraft(route.target, text)}
            />
          )}
          {route.view === 'recipes' && (
            <RecipesPage
              id={route.recipe ?? null}
              drafts={drafts}
              people={others}
              onOpen={(recipe) => ways.go({ view: 'recipes', recipe })}
              onUse={(target, source, tried) => {
                onDraft(target, source);
                setAttempt({ target, ...tried });
                ways.go({ view: 'script', target });
              }}
            />
          )}
          {route.view === 'tutorial' && (
            <TutorialPage ownId={user.id} onDone={() => ways.go({ view: 'script', target: 'recv' })} />
          )}
          {route.view === 'auto-reply' && <AutoReplyPage api={api} />}
          {route.view === 'runs' && (
            <RunsPage
              api={api}
              ownId={user.id}
              nameOf={nameOf}
              Detail={RunDetail}
              onLooked={failures.onLooked}
              onTry={(target, tried) => {
                setAttempt({ target, ...tried });
                ways.go({ view: 'script', target });
              }}
            />
          )}
        </Scrolling>
      }
    />
  );
}
