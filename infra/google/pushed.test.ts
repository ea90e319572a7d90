import { describe, expect, it } from '@jest/globals';
import type { MessagePublished, OutgoingMessage, Telemetry } from '@parley/ports';
import { readConfiguration, listOf } from './configuration';
import { pushHandler, type Pushed } from './pushed';

interface Published {
  readonly topic: string;
  readonly message: OutgoingMessage;
}

function harness(handler: Parameters<typeof pushHandler>[1], publish: () => Promise<void> = async () => {}) {
  const published: Published[] = [];
  const lines: string[] = [];
  const noted: string[] = [];
  const telemetry: Telemetry = {
    count() {},
    observe() {},
    gauge() {},
    log: (_severity, message, fields) => void lines.push(`${message} ${JSON.stringify(fields)}`),
  };
  const publisher = {
    async publish(topic: string, message: OutgoingMessage) {
      await publish();
      published.push({ topic, message });
    },
  };
  const failures = {
    async note(stage: string, data: string, reason: string) {
      noted.push(`${stage} ${data} ${reason}`);
      throw new Error('away, too');
    },
  };
  return {
    published,
    lines,
    noted,
    push: pushHandler('router', handler, { publisher, telemetry, failures }),
  };
}
const event = (message: object): Pushed => ({ data: { message } }) as unknown as Pushed;
const hello = {
  data: 'aGVsbG8=',
  messageId: '1',
  publishTime: '2026-01-02T03:04:05Z',
  attributes: { a: 'b' },
};

describe('a function that Pub/Sub pushes to', () => {
  it('given a push, then its handler gets the message, and what it publishes is published when it is done', async () => {
    let got: MessagePublished | null = null;
    const { push, published } = harness(async (given, publisher) => {
      got = given;
      await publisher.publish('relay-x', { data: '1', attributes: {} });
      expect(published).toEqual([]);
    });
    await push(event(hello));
    expect(got!.data.message).toEqual(hello);
    expect(published.map(({ topic }) => topic)).toEqual(['relay-x']);
  });

  it.each([
    [
      'a message without data, which the framework does not take for one',
      { message: { messageId: '1', attributes: { a: 'b' } } },
    ],
    ['nothing of what a push has', {}],
    ['a message that is a text', { data: { message: 'hello' } }],
  ])('given %s, then its handler gets a message all the same, and can put it aside', async (_, body) => {
    const seen: MessagePublished[] = [];
    const { push } = harness(async (given) => void seen.push(given));
    await push(body as unknown as Pushed);
    expect(seen[0]!.data.message.data).toBe('');
  });

  it('given a handler that fails, then it rejects and publishes nothing; name and code are noted and told, and no text', async () => {
    const { push, published, lines, noted } = harness(async (_, publisher) => {
      await publisher.publish('next', { data: 'x', attributes: {} });
      throw Object.assign(new TypeError('secret text'), { code: 14 });
    });
    const failure: unknown = await push(event(hello)).catch((thrown: unknown) => thrown);
    expect(published).toEqual([]);
    expect(String(failure)).toBe('Error: router failed: TypeError (14)');
    expect(`${lines.join()}${(failure as Error).stack ?? ''}`).not.toContain('secret');
    expect(lines[0]).toContain('"code":"14"');
    expect(noted).toEqual(['router hello TypeError (14)']);
  });

  it('given a broker that does not take what it published, then it rejects, so that it is delivered again', async () => {
    const { push } = harness(
      (_, publisher) => publisher.publish('next', { data: 'x', attributes: {} }),
      () => Promise.reject(new Error('away')),
    );
    await expect(push(event(hello))).rejects.toThrow('router failed');
  });
});

describe('the configuration', () => {
  it('names every setting that is missing or empty, and has what is usual for the others', () => {
    const settings = { NEEDED: null, ALSO: null, USUAL: 'x' };
    expect(() => readConfiguration({ ALSO: '' }, settings)).toThrow(
      expect.objectContaining({ code: 'missing-setting', message: expect.stringContaining('NEEDED, ALSO') }),
    );
    expect(readConfiguration({ NEEDED: '1', ALSO: '2', OTHER: '3' }, settings)).toEqual({
      NEEDED: '1',
      ALSO: '2',
      USUAL: 'x',
    });
  });

  it('reads lists without regard to spaces and empty places', () => {
    expect(listOf(' a, b ,,')).toEqual(['a', 'b']);
    expect(listOf(',')).toEqual([]);
  });
});
