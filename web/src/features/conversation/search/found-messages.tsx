import { Button, Skeleton, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api } from '../../../api';
import { Notice, wordsOf } from '../../../notice';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import { listedMessageOf, type ChatMessage } from '../model/message';
import { othersOf } from '../model/summary';
import { titleOf, type NameOf } from '../names';
import { highlight } from './highlight';
import classes from './found-messages.module.css';

const words = strings.search;
/** The search waits for the end of a word, ms. */
const pause = 250;

function Found({
  message,
  query,
  ownId,
  nameOf,
  onOpen,
}: {
  message: ChatMessage;
  query: string;
  ownId: number;
  nameOf: NameOf;
  onOpen: () => void;
}) {
  const { when, now } = useTime();
  const { senderId, sentAt, text } = message;
  return (
    <UnstyledButton className={classes.found} onClick={onOpen}>
      <span className={classes.line}>
        <bdi className={classes.title}>{titleOf(othersOf(message, ownId), nameOf)}</bdi>
        <time className={classes.time} dateTime={new Date(sentAt).toISOString()}>
          {when.short(sentAt, now(), strings.conversation)}
        </time>
      </span>
      <span className={classes.text}>
        <bdi>{words.from(senderId === ownId ? strings.conversation.you : nameOf(senderId))}</bdi>{' '}
        <bdi>
          {highlight(text, query).map((stretch, index) =>
            stretch.isHit ? <mark key={index}>{stretch.text}</mark> : stretch.text,
          )}
        </bdi>
      </span>
    </UnstyledButton>
  );
}

/** One's messages that hold all the words, the latest first; a click leads to one in its conversation. */
export function FoundMessages({
  api,
  text,
  ownId,
  nameOf,
  onOpen,
}: {
  api: Pick<Api, 'search'>;
  /** As it is typed. */
  text: string;
  ownId: number;
  nameOf: NameOf;
  onOpen: (message: ChatMessage) => void;
}) {
  const [query] = useDebouncedValue(text.trim(), pause);
  const found = useInfiniteQuery({
    queryKey: ['search', query],
    enabled: query !== '',
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) =>
      valueOf(api.search({ q: query, ...(pageParam === undefined ? {} : { after: pageParam }) })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (query === '') return null;
  const messages = found.data?.pages.flatMap((page) => page.messages.map(listedMessageOf)) ?? [];
  return (
    <section aria-label={words.messages} aria-busy={found.isFetching}>
      <h3 className={classes.heading}>{words.messages}</h3>
      {found.isPending && <Skeleton height={52} radius="md" />}
      {found.isError && (
        <Notice
          kind="error"
          action={
            <Button size="compact-sm" variant="default" onClick={() => void found.refetch()}>
              {strings.problems.tryAgain}
            </Button>
          }
        >
          {wordsOf(refusalOf(found.error))}
        </Notice>
      )}
      {found.isSuccess && messages.length === 0 && <p className={classes.none}>{words.none(query)}</p>}
      <ul className={classes.list} aria-label={words.messages}>
        {messages.map((message) => (
          <li key={message.position}>
            <Found
              message={message}
              query={query}
              ownId={ownId}
              nameOf={nameOf}
              onOpen={() => onOpen(message)}
            />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </section>
  );
}
