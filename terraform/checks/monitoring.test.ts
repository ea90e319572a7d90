import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Body } from './configuration';
import { argument, type Planned } from './plan';
import { ofType, repository, rule, terraformFolder } from './world';

/** Sources of what runs, in which a log line that is counted must stand. */
const code = ['functions', 'infra']
  .flatMap((folder) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|node_modules/.test(file))
      .map((file) => readFileSync(path.join(repository, folder, file), 'utf8')),
  )
  .join('\n');

const folder = path.join(terraformFolder, 'monitoring/dashboards');
const dashboards = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));

const metrics = (planned: readonly Planned[]) => ofType(planned, 'google_logging_metric');
const alerts = (planned: readonly Planned[]) => ofType(planned, 'google_monitoring_alert_policy');
const filterOf = (alert: Planned) =>
  String(argument(alert, 'conditions', '0', 'condition_threshold', '0', 'filter'));
const ownMetrics = (text: string) =>
  [...text.matchAll(/logging\.googleapis\.com\/user\/([a-z-]+)/g)].map(([, name]) => name!);

describe('what operators see', () => {
  rule(
    'every metric counts a line that the code writes',
    (planned) =>
      metrics(planned).flatMap(({ args }) => {
        const lines = [...String(args['filter']).matchAll(/jsonPayload\.message="([^"]*)"/g)].map(
          ([, line]) => line!,
        );
        return lines.length === 0
          ? [String(args['name'])]
          : lines.filter((line) => !code.includes(`'${line}'`));
      }),
    [
      {
        when: 'another field is looked at',
        file: 'monitoring.tf',
        from: 'filter      = each.value.filter',
        to: 'filter      = "severity=ERROR"',
      },
    ],
  );

  rule(
    'every metric that an alert or a dashboard reads is one that there is, and every one is read',
    (planned) => {
      const there = metrics(planned).map(({ args }) => String(args['name']));
      const read = [...alerts(planned).map(filterOf), ...dashboards].flatMap(ownMetrics);
      return [
        ...read.filter((name) => !there.includes(name)),
        ...there.filter((name) => !read.includes(name)),
      ];
    },
    [
      {
        when: 'metrics have another name',
        file: 'monitoring.tf',
        from: 'name        = each.key',
        to: 'name        = "own-${each.key}"',
      },
    ],
  );

  rule(
    'every subscription and topic that an alert names is one that there is, and no subscription waits unseen',
    (planned) => {
      const named = alerts(planned).flatMap((each) =>
        [...filterOf(each).matchAll(/(?:subscription_id|topic_id)=(?:one_of\()?((?:"[a-z-]+",?)+)/g)].flatMap(
          ([, list]) => list!.split(',').map((name) => name.replaceAll('"', '')),
        ),
      );
      const there = ['google_pubsub_subscription', 'google_pubsub_topic'].flatMap((type) =>
        ofType(planned, type).map(({ args }) => String(args['name'])),
      );
      const unseen = ofType(planned, 'google_pubsub_subscription')
        .map(({ args }) => String(args['name']))
        .filter((name) => !named.includes(name));
      return [...named.filter((name) => !there.includes(name)), ...unseen];
    },
    [
      {
        when: 'a stage is named otherwise',
        file: 'stages.tf',
        from: '"router"\n  platform',
        to: '"delivery"\n  platform',
      },
    ],
  );

  rule(
    'every alert says what to do and comes to somebody',
    (planned) =>
      alerts(planned)
        .filter((each) => {
          const channels = (each.args['notification_channels'] ?? []) as string[];
          return channels.length === 0 || String(argument(each, 'documentation', '0', 'content')).length < 60;
        })
        .map(({ address }) => address),
    [
      {
        when: 'nobody is told',
        file: 'monitoring.tf',
        from: 'severity              = each.value.severity\n  notification_channels = [google_monitoring_notification_channel.operators.id]',
        to: 'severity              = each.value.severity',
      },
    ],
  );

  rule(
    'the page, the API and the relay are asked from outside, at paths that reach them',
    (planned) => {
      const checks = ofType(planned, 'google_monitoring_uptime_check_config');
      const paths = checks.map((each) => String(argument(each, 'http_check', '0', 'path')));
      // Cloud Run keeps some paths that end in z for itself.
      return [...(checks.length === 3 ? [] : ['three']), ...paths.filter((each) => each.endsWith('z'))];
    },
    [
      {
        when: 'a path is asked for that the platform keeps for itself',
        file: 'uptime.tf',
        from: 'path = "/config.json"',
        to: 'path = "/healthz"',
      },
    ],
  );

  it('given a dashboard, it is a grid whose tiles do not lie on each other, each with a title and a unit', () => {
    for (const text of dashboards) {
      const { mosaicLayout } = JSON.parse(text) as { mosaicLayout: { columns: number; tiles: Body[] } };
      const places = mosaicLayout.tiles.map(({ xPos, yPos }) => `${String(xPos)} ${String(yPos)}`);
      expect(new Set(places).size).toBe(places.length);
      for (const { widget } of mosaicLayout.tiles) {
        const { title, xyChart } = widget as { title: string; xyChart: { yAxis: { label: string } } };
        expect([title, xyChart.yAxis.label]).not.toContain('');
      }
    }
  });
});
