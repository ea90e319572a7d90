import { describe, expect, it } from '@jest/globals';
import { AutomationError, automationCodes } from '@parley/automation';
import type { Request, Response } from 'express';
import { silentTelemetry } from '@parley/ports';
import { problemHandler } from './problem';

/** What the handler answers a request whose route threw this. */
function answerTo(failure: unknown) {
  const answered = { status: 0, headers: {} as Record<string, string>, body: '' };
  const response = {
    headersSent: false,
    set: (name: string, value: string) => ((answered.headers[name] = value), response),
    status: (status: number) => ((answered.status = status), response),
    send: (body: string) => ((answered.body = body), response),
  };
  problemHandler(silentTelemetry)(
    failure,
    { method: 'PUT' } as Request,
    response as unknown as Response,
    () => {},
  );
  return { ...answered, json: JSON.parse(answered.body) as Record<string, unknown> };
}

describe('what a route throws', () => {
  it('given too many scripts to look at, then it is asked to come again', () => {
    const { status, headers, json } = answerTo(new AutomationError(automationCodes.busy, 'busy'));
    expect(status).toBe(503);
    expect(headers['Retry-After']).toBe('1');
    expect(json).toMatchObject({ code: 'scripts-busy' });
  });

  it('given a failure of the server, then nothing of it is told', () => {
    const { status, body, json } = answerTo(new Error('the password is 1234'));
    expect(status).toBe(500);
    expect(json).toMatchObject({ code: 'internal' });
    expect(body).not.toContain('1234');
  });
});
