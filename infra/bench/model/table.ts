import type { Data } from './data';
import type { Plan } from './plan';
import { cellsOf, usesOf } from './quotas';

/** A number as a person reads it: three digits, with k, M, G, T, P. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const magnitudes = ['', ' k', ' M', ' G', ' T', ' P', ' E'];
  let power = 0;
  let scaled = value;
  while (Number(Math.abs(scaled).toPrecision(3)) >= 1_000 && power < magnitudes.length - 1) {
    scaled /= 1_000;
    power++;
  }
  return `${Number(scaled.toPrecision(3))}${magnitudes[power]}`;
}

const dollars = (usd: number) => `$${figure(usd)}`;

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The name of a size: 1 thousand, 10 million. */
export function usersText(users: number): string {
  const names = ['', ' thousand', ' million', ' billion'];
  const power = Math.min(names.length - 1, Math.floor(Math.log10(users) / 3));
  return `${Number((users / 1_000 ** power).toPrecision(3))}${names[power]}`;
}

/** What plans need, a column for each. */
export function needsTable(plans: readonly Plan[]): string {
  const row = (what: string, of: (plan: Plan) => string) => [what, ...plans.map(of)];
  const mean = (of: (plan: Plan) => number) => (plan: Plan) => figure(of(plan));
  const perMessage = (name: 'reads' | 'writes' | 'deletes') =>
    row(
      `Firestore ${name} for one message`,
      mean(({ demand }) => demand.perMessage.operations[name]),
    );
  const perSecond = (name: 'reads' | 'writes' | 'deletes') =>
    row(
      `Firestore ${name}, all, a second`,
      mean(({ operations }) => operations[name]),
    );
  return table(
    ['', ...plans.map(({ workload }) => `${usersText(workload.users)} users`)],
    [
      row(
        'messages a second, mean',
        mean(({ demand }) => demand.messagesPerSecond),
      ),
      row(
        'messages a second, busiest hour',
        mean(({ demand }) => demand.peakMessagesPerSecond),
      ),
      row(
        'sockets, busiest hour',
        mean(({ demand }) => demand.peakSockets),
      ),
      ...plans[0]!.instances.map(({ part }, i) =>
        row(
          `instances of ${part}, busiest hour`,
          mean(({ instances }) => instances[i]!.peak),
        ),
      ),
      row(
        'topics and subscriptions of relays',
        mean(({ instances }) => instances[0]!.peak),
      ),
      row(
        'messages by programs for one by hand',
        mean(({ demand }) => demand.perMessage.generated),
      ),
      row(
        'entries in inboxes for one message',
        mean(({ demand }) => demand.perMessage.entries),
      ),
      perMessage('reads'),
      perMessage('writes'),
      perMessage('deletes'),
      row(
        '… of presence, reads a second',
        mean(({ demand }) => demand.operations.presence.reads),
      ),
      perSecond('reads'),
      perSecond('writes'),
      perSecond('deletes'),
      row(
        'Pub/Sub publications a second',
        mean(({ demand }) => demand.publicationsPerSecond),
      ),
      row(
        'bytes of one entry, and of its index entries',
        ({ demand }) => `${figure(demand.entryBytes.document)}, ${figure(demand.entryBytes.indexes)}`,
      ),
      row(
        'storage grows a day, bytes',
        mean(({ demand }) => demand.storageBytesPerDay),
      ),
      row(
        'to browsers, bytes a second',
        mean(({ demand }) => demand.egressBytesPerSecond),
      ),
      row('cells, when Google raises nothing', mean(cellsOf)),
    ],
  );
}

/** What plans cost a month, a column for each. */
export const costsTable = (plans: readonly Plan[]): string =>
  table(
    ['US dollars a month', ...plans.map(({ workload }) => `${usersText(workload.users)} users`)],
    [
      ...plans[0]!.costs.map(({ what }, i) => [what, ...plans.map(({ costs }) => dollars(costs[i]!.usd))]),
      ['**all**', ...plans.map(({ usdPerMonth }) => `**${dollars(usdPerMonth)}**`)],
      ['for one user', ...plans.map(({ usdPerMonth, workload }) => dollars(usdPerMonth / workload.users))],
    ],
  );

/** The limits in the order in which a growing number of users meets them. */
export const limitsTable = (plan: Plan, data: Data): string =>
  table(
    ['met at', 'limit', 'value', 'then', 'source'],
    usesOf(plan, data).map(({ quota, metAtUsers }) => [
      metAtUsers === null ? 'never' : `${usersText(metAtUsers)} users`,
      quota.name,
      `${figure(quota.value)} ${quota.unit}${quota.check ? ' (check)' : ''}`,
      quota.then,
      quota.source,
    ]),
  );

/** Everything about one plan, as `npm run scale` prints it. */
export const report = (plan: Plan, data: Data): string =>
  [
    needsTable([plan]),
    costsTable([plan]),
    `List prices as read on ${data.prices.readOn}: check. ${data.prices.note}`,
    'Limits, in the order in which they are met:',
    limitsTable(plan, data),
  ].join('\n\n');
