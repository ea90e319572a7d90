import { Badge, Button } from '@mantine/core';
import { IconDevices } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf, valueOf, type AccountSession, type Api } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { Asked } from './asked';
import { Card, Section } from './section';
import classes from './section.module.css';

const words = strings.settings;
const key = ['sessions'];
const deviceOf = ({ device }: AccountSession) => (device === '' ? words.deviceUnknown : device);

/** Where the reader is signed in, and the end of any of those sessions. */
export function SessionsPage({ api, onSignOut }: { api: Api; onSignOut: () => void }) {
  const { when, now } = useTime();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: key,
    queryFn: async () => (await valueOf(api.sessions())).sessions,
  });
  const end = useMutation({
    mutationFn: ({ sid }: AccountSession) => valueOf(api.endSession(sid)),
    onSuccess: (_nothing, { sid }) =>
      queries.setQueryData(key, (before: AccountSession[] = []) => before.filter((each) => each.sid !== sid)),
  });
  return (
    <Section title={words.sessions} text={words.sessionsText}>
      {end.isSuccess && <Notice kind="success">{words.sessionEnded(deviceOf(end.variables))}</Notice>}
      {end.isError && <Notice kind="error">{wordsOf(refusalOf(end.error))}</Notice>}
      <Card>
        <Asked query={sessions} height={72}>
          {(all) => (
            <>
              <ul className={classes.rows} aria-label={words.sessionsList}>
                {all.map((session) => (
                  <li key={session.sid} className={classes.row}>
                    <IconDevices className={classes.rowIcon} size={24} stroke={1.5} aria-hidden="true" />
                    <span className={classes.rowTexts}>
                      <span className={classes.rowTitle}>
                        {deviceOf(session)}
                        {session.current && <Badge variant="light">{words.sessionHere}</Badge>}
                      </span>
                      <span className={classes.rowText}>
                        {words.sessionTimes(
                          when.short(Date.parse(session.createdAt), now(), strings.conversation),
                          when.short(Date.parse(session.usedAt), now(), strings.conversation),
                        )}
                      </span>
                    </span>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={session.current ? undefined : words.sessionEndOf(deviceOf(session))}
                      disabled={end.isPending}
                      onClick={() => (session.current ? onSignOut() : end.mutate(session))}
                    >
                      {session.current ? words.signOut : words.sessionEnd}
                    </Button>
                  </li>
                ))}
              </ul>
              {all.length === 1 && <p className={classes.empty}>{words.sessionsOnlyThis}</p>}
            </>
          )}
        </Asked>
      </Card>
    </Section>
  );
}
