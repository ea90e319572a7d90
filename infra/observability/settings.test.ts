import { describe, expect, it } from '@jest/globals';
import { readObservability } from './settings';

describe('the settings of the log and the traces', () => {
  it('given none, then the usual lines are written, and nothing is traced', () => {
    expect(readObservability({}, 'INFO')).toEqual({ least: 'INFO', traces: null });
  });

  it('given all, then they are what was given, and a severity is read without regard to case', () => {
    const url = 'http://127.0.0.1:4318/v1/traces';
    const given = { PARLEY_LOG: 'debug', PARLEY_TRACES: url, PARLEY_TRACE_RATIO: '0.25' };
    expect(readObservability(given, 'WARNING')).toEqual({ least: 'DEBUG', traces: { url, ratio: 0.25 } });
  });

  it('given a collector and no part, then every trace is kept', () => {
    expect(readObservability({ PARLEY_TRACES: 'https://collector' }, 'INFO').traces?.ratio).toBe(1);
  });

  const PARLEY_TRACES = 'http://collector';
  it.each([
    [{ PARLEY_LOG: 'LOUD' }, 'PARLEY_LOG is "LOUD"'],
    [{ PARLEY_LOG: '' }, 'PARLEY_LOG is ""'],
    [{ PARLEY_TRACES: 'collector:4318' }, 'PARLEY_TRACES is'],
    [{ PARLEY_TRACES: '' }, 'PARLEY_TRACES is'],
    [{ PARLEY_TRACES, PARLEY_TRACE_RATIO: '1.5' }, 'PARLEY_TRACE_RATIO is "1.5"'],
    [{ PARLEY_TRACES, PARLEY_TRACE_RATIO: '-0' }, 'PARLEY_TRACE_RATIO is'],
  ])('given %j, then they are refused by name', (given, told) => {
    expect(() => readObservability(given, 'INFO')).toThrow(told);
    expect(() => readObservability(given, 'INFO')).toThrow(
      expect.objectContaining({ code: 'invalid-setting' }),
    );
  });
});
