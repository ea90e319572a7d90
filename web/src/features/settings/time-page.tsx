import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { Asked } from './asked';
import { Card, Section } from './section';
import { timeIn, zonesWith } from './zones';

const words = strings.settings;
const key = ['settings'];

/** The time zone that the reader's scripts go by. */
export function TimePage({ api, zoneHere }: { api: Api; /** This device's. */ zoneHere: string }) {
  const { now } = useTime();
  const queries = useQueryClient();
  const settings = useQuery({ queryKey: key, queryFn: () => valueOf(api.settings()) });
  const change = useMutation({
    mutationFn: (timeZone: string) => valueOf(api.putSettings({ timeZone })),
    onSuccess: (_nothing, timeZone) => queries.setQueryData(key, { timeZone }),
  });
  return (
    <Section title={words.time} text={words.timeText}>
      <Card>
        <Asked query={settings} height={96}>
          {({ timeZone }) => (
            <>
              <Select
                label={words.timeZone}
                description={words.timeNow(timeIn(timeZone, now()))}
                data={zonesWith(timeZone)}
                value={timeZone}
                onChange={(zone) => zone !== null && change.mutate(zone)}
                disabled={change.isPending}
                searchable
                allowDeselect={false}
                nothingFoundMessage={words.timeNone}
                maxDropdownHeight={320}
                w={360}
              />
              {timeZone !== zoneHere && (
                <Button variant="default" loading={change.isPending} onClick={() => change.mutate(zoneHere)}>
                  {words.timeHere(zoneHere)}
                </Button>
              )}
            </>
          )}
        </Asked>
        {change.isSuccess && <Notice kind="success">{words.saved}</Notice>}
        {change.isError && <Notice kind="error">{wordsOf(refusalOf(change.error))}</Notice>}
      </Card>
    </Section>
  );
}
