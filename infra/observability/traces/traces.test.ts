import { createHash } from 'node:crypto';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/ports/contract';
import { createCleanups, type Person } from '../../local/testing/running-server';
import { createTracing } from './tracer';
import { answering, give, shouting, startObserved, type Observed } from '../testing/observed';

const cleanups = createCleanups();
let observed: Observed;
let ada: Person;
let ben: Person;
let cleo: Person;
beforeAll(async () => {
  observed = await startObserved(cleanups);
  ada = await observed.scene.person('ada');
  ben = await observed.scene.person('ben');
  cleo = await observed.scene.person('cleo');
  await give(observed.scene, ada, 'send', shouting);
  await give(observed.scene, ben, 'recv', answering);
  await give(observed.scene, cleo, 'recv', answering);
  await observed.scene.call('PUT', '/api/auto-reply', {
    token: cleo.token,
    json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
  });
});
afterAll(() => cleanups.run());

/** Spans whose parent is in no trace of these. */
const roots = (spans: readonly ReadableSpan[]) => {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  return spans.filter(
    ({ parentSpanContext }) => parentSpanContext === undefined || !ids.has(parentSpanContext.spanId),
  );
};

const repeated = (name: string, times: number) => Array.from({ length: times }, () => name);

describe('a message with scripts on both sides, to two people', () => {
  it('is one trace, from its frame through every stage to the sockets', async () => {
    // given
    const { scene, spans } = observed;
    const [from, one, other] = [
      await scene.connect(ada),
      await scene.connect(ben),
      await scene.connect(cleo),
    ];
    // when
    from.send({ $type: 'SendMessage', message: 'hello', destinationUsers: [ben.id, cleo.id] });
    await one.frame('ReceiveMessage', ({ msg }) => msg === 'HELLO');
    await other.frame('ReceiveMessage', ({ msg }) => msg === 'HELLO');
    const names = () =>
      spans
        .getFinishedSpans()
        .map(({ name }) => name)
        .sort();
    // The message, the answers of two scripts and a fixed reply come to the end.
    await eventually(() => names().filter((name) => name === 'deliver').length === 4);
    // then
    const all = spans.getFinishedSpans();
    expect(new Set(all.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(roots(all).map(({ name }) => name)).toEqual(['frame SendMessage']);
    expect(names()).toEqual([
      'bootstrap',
      ...repeated('deliver', 4),
      'frame SendMessage',
      ...repeated('run script', 3),
      ...repeated('stage auto-reply', 3),
      'stage jolie-exec',
      ...repeated('stage router', 4),
    ]);
    // A trace from which a piece is taken is no longer one.
    const without = all.filter(({ name }) => name !== 'stage jolie-exec');
    expect(roots(without).length).toBeGreaterThan(1);
    // Nothing that people wrote is in it.
    const said = JSON.stringify(all.map(({ name, attributes }) => [name, attributes]));
    expect(said).not.toMatch(/hello|heard/i);
    expect(said).toContain('"parley.gas"');
  });

  it('is found in the log and in an exemplar by the id of its trace', async () => {
    const [span] = observed.spans.getFinishedSpans();
    const { traceId } = span!.spanContext();
    const lines = observed.log.filter((line) => line.includes(`"logging.googleapis.com/trace":"${traceId}"`));
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(
      expect.arrayContaining(['A message was accepted', 'A stage handled a message']),
    );
    const { text } = await observed.measured.metrics('application/openmetrics-text');
    expect(text).toMatch(new RegExp(`^parley_delivery_seconds_bucket.* # \\{trace_id="${traceId}"\\}`, 'm'));
    expect((await observed.measured.metrics()).text).not.toContain(traceId);
  });
});

describe('a span', () => {
  it('is kept with all of its trace or not at all, whoever began it', async () => {
    const exporter = new InMemorySpanExporter();
    const { span } = await createTracing({ service: 'parley', exporter, ratio: 0.5, immediately: true });
    const kept = (traceId: string, flags: string) => {
      exporter.reset();
      const first = span('first', `00-${traceId}-00f067aa0ba902b7-${flags}`);
      const second = span('second', first.traceparent);
      second.end('done');
      first.end('failed');
      return exporter.getFinishedSpans().length;
    };
    const ids = Array.from({ length: 200 }, (_, i) => createHash('md5').update(String(i)).digest('hex'));
    const counts = ids.map((id) => kept(id, '01'));
    expect(ids.map((id) => kept(id, '00'))).toEqual(counts);
    expect(new Set(counts)).toEqual(new Set([0, 2]));
  });

  it('without a parent that is a traceparent begins a trace of its own', async () => {
    const exporter = new InMemorySpanExporter();
    const { span } = await createTracing({ service: 'parley', exporter, immediately: true });
    span('alone', '00-00000000000000000000000000000000-0000000000000000-01').end('done');
    span('alone', 'nonsense').end('failed');
    const [one, other] = exporter.getFinishedSpans();
    expect(one!.parentSpanContext).toBeUndefined();
    expect(one!.spanContext().traceId).not.toBe(other!.spanContext().traceId);
    expect(other!.status.code).toBe(2);
  });
});
