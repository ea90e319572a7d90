import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { refusalOf, valueOf, type Api, type Overview } from '../../api';
import { Notice } from '../../notice';
import { Chart } from './chart';
import { DeadLetters } from './dead-letters';
import { numberText, rateNow, rateOf, secondsText } from './figures';
import classes from './operations.module.css';
import { words } from './words';

/** How often the server is asked again, ms. */
const everyMilliseconds = 2_000;

/** How the pipeline does, live, for operators. */
export function OperationsPage({ api }: { api: Api }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const overview = useQuery({
    queryKey: ['operations', 'overview'],
    queryFn: () => valueOf(api.operations()),
    refetchInterval: everyMilliseconds,
    retry: false,
  });
  const { data, error } = overview;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={2} className={classes.title} ref={heading} tabIndex={-1}>
          {words.title}
        </Title>
        <p className={classes.text}>{words.text}</p>
        {data !== undefined && (
          <p className={classes.updated} data-stale={error !== null}>
            {words.updated(new Date(data.at).toLocaleTimeString())}
          </p>
        )}
      </header>
      {error !== null &&
        (data === undefined && refusalOf(error).status === 404 ? (
          <Notice kind="info">{words.none}</Notice>
        ) : (
          <Notice kind="error">{words.stale}</Notice>
        ))}
      {data === undefined && error === null && <Skeleton height={320} radius="md" />}
      {data !== undefined && <Shown overview={data} api={api} />}
    </div>
  );
}

function Shown({ overview, api }: { overview: Overview; api: Api }) {
  const { recent, lately, topics, sockets, deadLetters } = overview;
  const rates = recent.map(rateOf);
  const now = rateNow(recent);
  const waiting = topics.reduce((sum, each) => sum + each.waiting, 0);
  const slowest = Math.max(0, ...recent.map(({ delivery }) => delivery.p99 ?? 0));
  const ran = lately.runs.filter(({ count }) => count > 0);
  const mostRuns = Math.max(1, ...ran.map(({ count }) => count));
  return (
    <>
      <dl className={classes.figures} aria-label={words.figures}>
        <Figure name={words.perSecond} value={numberText(now)} />
        <Figure name={words.half} value={secondsText(lately.delivery.p50)} />
        <Figure name={words.most} value={secondsText(lately.delivery.p99)} />
        <Figure name={words.sockets} value={numberText(sockets)} />
        <Figure name={words.waiting} value={numberText(waiting)} />
        <Figure name={words.letters} value={numberText(deadLetters)} isBad={deadLetters > 0} />
      </dl>
      <div className={classes.pair}>
        <Card title={words.sent}>
          <Chart
            label={words.sentChart(numberText(Math.max(0, ...rates)), numberText(now))}
            lines={[{ kind: 'first', values: rates }]}
            top={numberText}
          />
        </Card>
        <Card title={words.latency}>
          <p className={classes.legend}>
            <span data-kind="first">{words.legendHalf}</span>
            <span data-kind="second">{words.legendMost}</span>
          </p>
          <Chart
            label={words.latencyChart(secondsText(slowest))}
            lines={[
              { kind: 'second', values: recent.map(({ delivery }) => delivery.p99) },
              { kind: 'first', values: recent.map(({ delivery }) => delivery.p50) },
            ]}
            top={secondsText}
          />
        </Card>
      </div>
      <div className={classes.pair}>
        <Card title={words.topics}>
          <Table
            label={words.topics}
            head={[words.topic, words.depth, words.oldest]}
            rows={topics.map((each) => [
              each.topic,
              numberText(each.waiting),
              secondsText(each.oldestSeconds),
            ])}
          />
        </Card>
        <Card title={words.runs}>
          {ran.length === 0 ? (
            <p className={classes.empty}>{words.noRuns}</p>
          ) : (
            <ul className={classes.bars}>
              {ran.map(({ outcome, count }) => (
                <li key={outcome} className={classes.bar} data-outcome={outcome}>
                  <span>{words.outcomes[outcome] ?? outcome}</span>
                  <span className={classes.number}>{numberText(count)}</span>
                  <span className={classes.track} aria-hidden="true">
                    <span style={{ width: `${(100 * count) / mostRuns}%` }} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          {lately.gas.p99 !== null && (
            <p className={classes.quiet}>{words.gas(numberText(Math.round(lately.gas.p99)))}</p>
          )}
        </Card>
      </div>
      <Card title={words.stages}>
        <Table
          label={words.stages}
          head={[words.stage, words.done, words.failed, words.poison, words.p50, words.p99]}
          rows={lately.stages.map((each) => [
            each.stage,
            numberText(each.done),
            numberText(each.failed),
            numberText(each.poison),
            secondsText(each.p50),
            secondsText(each.p99),
          ])}
        />
      </Card>
      <Card title={words.deadLetters}>
        <p className={classes.quiet}>{words.deadLettersText}</p>
        <DeadLetters api={api} count={deadLetters} />
      </Card>
    </>
  );
}

function Figure({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div className={classes.figure} data-bad={isBad}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <Title order={3} className={classes.cardTitle} id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** The first cell of a row names it; the others are figures. It scrolls by itself where it is too wide. */
function Table({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={head[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
