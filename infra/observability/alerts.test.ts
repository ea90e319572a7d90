import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Alert {
  readonly name: string;
  readonly summary: string;
  readonly runbook: string;
}

const alertsOf = (yaml: string): Alert[] =>
  yaml
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((text) => ({
      name: /^\S+/.exec(text)![0],
      summary: /^ {10}summary: (.+)$/m.exec(text)![1]!,
      runbook: /^ {10}runbook: (.+)$/m.exec(text)![1]!,
    }));

const headingsOf = (page: string): string[] => {
  const [, section = ''] = /^## Alerts\n(.*?)^## /ms.exec(page) ?? [];
  return [...section.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading!);
};

const anchorOf = (heading: string) => `docs/operating.md#${heading.toLowerCase().replaceAll(' ', '-')}`;

/** What differs between the alerts and the page that says what to do about them. */
const differences = (alerts: readonly Alert[], headings: readonly string[]): string[] => [
  ...alerts.filter(({ summary }) => !headings.includes(summary)).map(({ name }) => `${name} has no heading`),
  ...alerts
    .filter(({ summary, runbook }) => runbook !== anchorOf(summary))
    .map(({ name }) => `${name} leads elsewhere`),
  ...headings
    .filter((heading) => !alerts.some(({ summary }) => summary === heading))
    .map((heading) => `${heading} has no alert`),
];

const alerts = alertsOf(readFileSync('infra/observability/prometheus/alerts.yml', 'utf8'));
const headings = headingsOf(readFileSync('docs/operating.md', 'utf8'));

describe('every alert', () => {
  it('leads to a heading that says what to do, and every heading has an alert', () => {
    expect(alerts.length).toBeGreaterThan(10);
    expect(differences(alerts, headings)).toEqual([]);
  });

  it('would be missed without its heading, and a heading without its alert', () => {
    expect(differences(alerts, headings.slice(1))).not.toEqual([]);
    expect(
      differences(
        alerts.filter(({ name }) => name !== 'ParleyDiskFills'),
        headings,
      ),
    ).toEqual(['The disk fills has no alert']);
  });

  it('that the cloud has as well bears the same title there', () => {
    const folder = 'terraform/monitoring/alerts';
    const titles = readdirSync(folder).map(
      (file) => /^title: (.+)$/m.exec(readFileSync(`${folder}/${file}`, 'utf8'))![1]!,
    );
    const shared = [
      'Messages wait',
      'Settings from outside wait',
      'A message was put aside',
      'Deliveries fail',
      'A relay lost its lease',
      'The API fails',
      'The API is slow',
    ];
    expect(shared.filter((title) => !titles.includes(title) || !headings.includes(title))).toEqual([]);
  });
});
