/** One question to Prometheus, and how its answers are named. `$window` stands for the time that a rate is taken over. */
export interface Query {
  readonly expr: string;
  /** Grafana's form: `{{label}}` stands for a label's value. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** What it tells whoever looks. */
  readonly text: string;
  readonly unit: 'seconds' | 'per second' | 'count' | 'bytes' | 'ratio' | 'gas';
  readonly queries: readonly Query[];
  /** Whether examples with their traces are shown. */
  readonly exemplars?: boolean;
}

/** A row of panels that belong together. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const quantile = (q: number, metric: string, by: readonly string[] = []) =>
  `histogram_quantile(${q}, sum by (${['le', ...by].join(', ')}) (rate(${metric}_bucket[$window])))`;

const rate = (metric: string, by: string, match = '') => `sum by (${by}) (rate(${metric}${match}[$window]))`;

const quantiles = (metric: string): readonly Query[] => [
  { expr: quantile(0.5, metric), legend: 'half' },
  { expr: quantile(0.95, metric), legend: '95 of 100' },
  { expr: quantile(0.99, metric), legend: '99 of 100' },
];

/** What an operator wants to see, from what people feel down to the machine. */
export const rows: readonly Row[] = [
  {
    title: 'What people feel',
    panels: [
      {
        title: 'From accepted to delivered',
        text: 'How long messages take from their acceptance to the relay that writes them to sockets.',
        unit: 'seconds',
        queries: quantiles('parley_delivery_seconds'),
        exemplars: true,
      },
      {
        title: 'Sends',
        text: 'Accepted, failed, and refused.',
        unit: 'per second',
        queries: [{ expr: rate('parley_sends_total', 'outcome'), legend: '{{outcome}}' }],
      },
      {
        title: 'Sends that fail',
        text: 'The objective is one in a thousand.',
        unit: 'ratio',
        queries: [
          {
            expr: 'sum(rate(parley_sends_total{outcome="failed"}[$window])) / clamp_min(sum(rate(parley_sends_total{outcome=~"accepted|failed"}[$window])), 1e-9)',
            legend: 'failed',
          },
        ],
      },
      {
        title: 'Sockets',
        text: 'Open now.',
        unit: 'count',
        queries: [{ expr: 'sum(parley_relay_sessions)', legend: 'open' }],
      },
    ],
  },
  {
    title: 'The way of a message',
    panels: [
      {
        title: 'Messages by stage',
        text: 'What each stage did with its deliveries.',
        unit: 'per second',
        queries: [
          {
            expr: rate('parley_stage_messages_total', 'stage, outcome'),
            legend: '{{stage}} {{outcome}}',
          },
        ],
      },
      {
        title: 'Time of each stage',
        text: 'Of a hundred deliveries, the slowest but one.',
        unit: 'seconds',
        queries: [{ expr: quantile(0.99, 'parley_stage_seconds', ['stage']), legend: '{{stage}}' }],
        exemplars: true,
      },
      {
        title: 'Waiting',
        text: 'Messages that wait or are under way.',
        unit: 'count',
        queries: [{ expr: 'max by (topic) (parley_bus_backlog)', legend: '{{topic}}' }],
      },
      {
        title: 'Age of the oldest',
        text: 'More than a minute at a stage wakes somebody.',
        unit: 'seconds',
        queries: [{ expr: 'max by (topic) (parley_bus_oldest_seconds)', legend: '{{topic}}' }],
      },
      {
        title: 'Deliveries that come again',
        text: 'Each failed once.',
        unit: 'per second',
        queries: [{ expr: rate('parley_bus_redeliveries_total', 'topic'), legend: '{{topic}}' }],
      },
      {
        title: 'Put aside',
        text: 'Messages that wait for an operator.',
        unit: 'count',
        queries: [{ expr: 'max(parley_dead_letters_waiting)', legend: 'dead letters' }],
      },
      {
        title: 'Messages that programs made',
        text: 'By scripts, and by fixed replies.',
        unit: 'per second',
        queries: [{ expr: rate('parley_messages_generated_total', 'stage'), legend: '{{stage}}' }],
      },
      {
        title: 'Copies that were kept back',
        text: 'By a script, or by a block.',
        unit: 'per second',
        queries: [{ expr: rate('parley_messages_dropped_total', 'reason'), legend: '{{reason}}' }],
      },
    ],
  },
  {
    title: 'Scripts',
    panels: [
      {
        title: 'Runs of scripts',
        text: 'How they ended.',
        unit: 'per second',
        queries: [{ expr: rate('parley_script_runs_total', 'outcome'), legend: '{{outcome}}' }],
      },
      {
        title: 'Time of a run',
        text: 'Wall clock; 2 s at most.',
        unit: 'seconds',
        queries: quantiles('parley_script_run_seconds'),
        exemplars: true,
      },
      {
        title: 'Gas of a run',
        text: 'Of 5,000,000.',
        unit: 'gas',
        queries: quantiles('parley_script_run_gas'),
      },
      {
        title: 'Workers killed',
        text: 'In five minutes.',
        unit: 'count',
        queries: [
          {
            expr: 'sum by (reason) (increase(parley_script_workers_killed_total[5m]))',
            legend: '{{reason}}',
          },
        ],
      },
    ],
  },
  {
    title: 'The relay and the API',
    panels: [
      {
        title: 'Frames from clients',
        text: 'By their type.',
        unit: 'per second',
        queries: [{ expr: rate('parley_relay_frames_total', 'type'), legend: '{{type}}' }],
      },
      {
        title: 'Sockets that closed',
        text: 'By close code: 4408 is a slow consumer, 4429 one that sends too much.',
        unit: 'per second',
        queries: [{ expr: rate('parley_relay_closes_total', 'code'), legend: '{{code}}' }],
      },
      {
        title: 'Clients that resumed',
        text: 'Many at once come from a relay that went away.',
        unit: 'per second',
        queries: [{ expr: rate('parley_relay_resumes_total', 'outcome'), legend: '{{outcome}}' }],
      },
      {
        title: 'Leases that failed',
        text: 'Renewals, and leases lost for it, in five minutes.',
        unit: 'count',
        queries: [
          { expr: 'sum by (kind) (increase(parley_relay_lease_failures_total[5m]))', legend: '{{kind}}' },
        ],
      },
      {
        title: 'Requests',
        text: 'By status.',
        unit: 'per second',
        queries: [{ expr: rate('parley_http_requests_total', 'status'), legend: '{{status}}' }],
      },
      {
        title: 'Time of requests',
        text: 'Of a hundred, the slowest but one, by route.',
        unit: 'seconds',
        queries: [{ expr: quantile(0.99, 'parley_http_request_seconds', ['route']), legend: '{{route}}' }],
      },
    ],
  },
  {
    title: 'The machine',
    panels: [
      {
        title: 'Event-loop lag',
        text: 'Everything waits for it.',
        unit: 'seconds',
        queries: [
          { expr: 'nodejs_eventloop_lag_p50_seconds', legend: 'half' },
          { expr: 'nodejs_eventloop_lag_p99_seconds', legend: '99 of 100' },
        ],
      },
      {
        title: 'Processor',
        text: 'Cores in use.',
        unit: 'count',
        queries: [{ expr: 'rate(process_cpu_seconds_total[$window])', legend: 'cores' }],
      },
      {
        title: 'Memory',
        text: 'Of the process, and of that what JavaScript uses.',
        unit: 'bytes',
        queries: [
          { expr: 'process_resident_memory_bytes', legend: 'process' },
          { expr: 'nodejs_heap_size_used_bytes', legend: 'heap' },
        ],
      },
      {
        title: 'Room on the disk',
        text: 'Free, beside the data.',
        unit: 'bytes',
        queries: [{ expr: 'min(parley_disk_free_bytes)', legend: 'free' }],
      },
    ],
  },
];

export const panels: readonly Panel[] = rows.flatMap((row) => row.panels);
