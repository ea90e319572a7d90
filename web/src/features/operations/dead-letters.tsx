import { Badge, Button, Group } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, valueOf, type Api, type DeadLetter } from '../../api';
import { Dialog } from '../../dialog';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import classes from './operations.module.css';
import { words } from './words';

const key = ['operations', 'dead-letters'];

/** What was put aside, page by page, and the way on for each. `count` is how many there are: a change is looked at. */
export function DeadLetters({ api, count }: { api: Api; count: number }) {
  const { when, now } = useTime();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<DeadLetter | null>(null);
  const letters = useInfiniteQuery({
    queryKey: [...key, count],
    queryFn: ({ pageParam }) => valueOf(api.deadLetters(pageParam === null ? {} : { after: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const replay = useMutation({
    mutationFn: ({ id }: DeadLetter) => valueOf(api.replayDeadLetter(id)),
    onSettled: () => {
      setAsked(null);
      return queries.invalidateQueries({ queryKey: ['operations'] });
    },
  });
  const all = letters.data?.pages.flatMap((page) => page.deadLetters) ?? [];
  return (
    <>
      {replay.isSuccess && <Notice kind="success">{words.replayed}</Notice>}
      {replay.isError && <Notice kind="error">{wordsOf(refusalOf(replay.error))}</Notice>}
      {letters.isError && <Notice kind="error">{strings.settings.loadFailed}</Notice>}
      {letters.isSuccess && all.length === 0 && <p className={classes.empty}>{words.noDeadLetters}</p>}
      {all.length > 0 && (
        <ul className={classes.letters} aria-label={words.deadLetters}>
          {all.map((letter) => (
            <li key={letter.id} className={classes.letter}>
              <span className={classes.letterTexts}>
                <span className={classes.letterTitle}>
                  {letter.topic} <Badge variant="light">{words.attempts(letter.attempts)}</Badge>
                </span>
                <span className={classes.reason}>{letter.reason}</span>
                <span className={classes.quiet}>
                  {when.short(Date.parse(letter.at), now(), strings.conversation)}
                </span>
              </span>
              <Button
                size="xs"
                variant="default"
                aria-label={words.replayOf(letter.topic, letter.id)}
                onClick={() => setAsked(letter)}
              >
                {words.replay}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {letters.hasNextPage && (
        <Button
          variant="default"
          loading={letters.isFetchingNextPage}
          onClick={() => void letters.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
      <Dialog opened={asked !== null} title={words.confirmTitle} onClose={() => setAsked(null)}>
        <p className={classes.dialogText}>{words.confirmText(asked?.topic ?? '')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsked(null)}>
            {words.cancel}
          </Button>
          <Button loading={replay.isPending} onClick={() => asked !== null && replay.mutate(asked)}>
            {words.confirm}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
