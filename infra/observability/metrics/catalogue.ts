/** What one metric is: the adapter registers it so, and docs/metrics.md lists it so. */
export interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /**
   * Its labels, each with the values that are there, at zero, from the first moment on: others come as they occur. None
   * holds a name, an id or a text of a person, and each has few values.
   */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly help: string;
  /** Upper bounds of a histogram's buckets; those of times when missing. */
  readonly buckets?: readonly number[];
}

/** Seconds, from what a cached lookup takes to what a person gives up on. */
export const timeBuckets = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
] as const;

/** Gas, up to what one run may use. */
const gasBuckets = [1e3, 1e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 2.5e6, 5e6] as const;

type Labels = Metric['labels'];
const counter = (help: string, labels: Labels = {}): Metric => ({ kind: 'counter', labels, help });
const gauge = (help: string, labels: Labels = {}): Metric => ({ kind: 'gauge', labels, help });
const seconds = (help: string, labels: Labels = {}): Metric => ({ kind: 'histogram', labels, help });

const stages = ['jolie-exec', 'auto-reply', 'router'] as const;

/** Every metric that the parts measure, by its name. Prometheus' conventions: units in names, `_total` for counters. */
export const catalogue: Readonly<Record<string, Metric>> = {
  parley_sends_total: counter('Sends: accepted, failed, or refused by which code.', {
    outcome: ['accepted', 'failed'],
  }),
  parley_stage_messages_total: counter(
    'Deliveries to each stage: done, poison, or failed and to be repeated.',
    { stage: stages, outcome: ['done', 'poison', 'failed'] },
  ),
  parley_stage_seconds: seconds('Time that a stage took for a delivery.', { stage: stages }),
  parley_messages_generated_total: counter('Messages that programs made.', {
    stage: ['jolie-exec', 'auto-reply'],
  }),
  parley_messages_dropped_total: counter(
    'Copies that were kept from their recipients: by a script, or because the recipient blocked the sender.',
    { reason: ['script', 'blocked'] },
  ),
  parley_delivery_seconds: seconds('From a message’s acceptance to the relay that writes it to its sockets.'),
  parley_config_messages_total: counter('Settings that came by message.', { topic: [], outcome: [] }),
  parley_bus_backlog: gauge('Messages that wait or are under way.', { topic: [] }),
  parley_bus_oldest_seconds: gauge('Age of the oldest message that waits or is under way; 0 without one.', {
    topic: [],
  }),
  parley_bus_redeliveries_total: counter('Deliveries that failed and come again.', { topic: stages }),
  parley_dead_letters_waiting: gauge('Messages that lie aside and wait for an operator.'),
  parley_dead_letters_total: counter('Messages that were put aside.', { topic: stages }),
  parley_script_runs_total: counter('Runs of scripts, and how they ended.', {
    outcome: ['finished', 'compile-error', 'fault', 'limit', 'unavailable'],
  }),
  parley_script_run_seconds: seconds('Wall clock of a run.'),
  parley_script_run_gas: { kind: 'histogram', labels: {}, help: 'Gas that a run used.', buckets: gasBuckets },
  parley_script_workers_killed_total: counter('Workers that had to be replaced.', {
    reason: ['overrun', 'memory', 'crash'],
  }),
  parley_relay_sessions: gauge('Sockets that are open.'),
  parley_relay_sessions_opened_total: counter('Sockets that were opened.'),
  parley_relay_frames_total: counter('Frames from clients.', { type: ['SendMessage', 'Resume'] }),
  parley_relay_closes_total: counter('Sockets that were closed, by close code.', { code: ['1000', '4408'] }),
  parley_relay_resumes_total: counter('Clients that went on from a cursor, or whose cursor was refused.', {
    outcome: ['resumed', 'refused'],
  }),
  parley_relay_lease_failures_total: counter(
    'Renewals of a relay’s lease that failed, and leases that were lost for it.',
    { kind: ['renewal', 'lost'] },
  ),
  parley_google_calls_total: counter(
    'Calls of the adapters for Firestore, Pub/Sub, Cloud Storage and Firebase Auth: done, or failed.',
    { service: [], method: [], outcome: [] },
  ),
  parley_http_requests_total: counter('Requests; a route is its pattern.', {
    method: [],
    route: [],
    status: [],
  }),
  parley_http_request_seconds: seconds('Time to the end of the answer.', { route: [] }),
  parley_disk_free_bytes: gauge('Room that is left on the disk of the data.'),
  parley_disk_size_bytes: gauge('Size of the disk of the data.'),
};
