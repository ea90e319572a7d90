import { describe, expect, it } from '@jest/globals';
import { compile } from '@parley/jolie';
import { offsetAt } from './own-time';
import { modulesAt } from './parley-module';

const source = `from parley import OwnTime
from console import Console
service Main {
	embed OwnTime as OwnTime
	embed Console as Console
	main {
		now@OwnTime()( t )
		println@Console( t.year + "-" + t.month + "-" + t.day + " " + t.hour + ":" + t.minute + " " + t.weekday )()
	}
}`;

function told(at: string, zone: string): string {
  const start = Date.parse(at);
  const modules = modulesAt(offsetAt(start, zone));
  const { program, diagnostics } = compile({ file: 'script.ol', text: source, modules }, { usual: 'Main' });
  expect(diagnostics).toEqual([]);
  return program!.run([], { start, seed: '' }).output.trim();
}

describe('the time of a script’s owner', () => {
  it.each([
    ['2027-01-15T23:30:00Z', 'UTC', '2027-1-15 23:30 5'],
    ['2027-01-15T23:30:00Z', 'Europe/Copenhagen', '2027-1-16 0:30 6'],
    ['2027-07-15T23:30:00Z', 'Europe/Copenhagen', '2027-7-16 1:30 5'],
    ['2027-07-15T01:10:00Z', 'America/New_York', '2027-7-14 21:10 3'],
    ['2027-03-01T00:00:00Z', 'Asia/Kathmandu', '2027-3-1 5:45 1'],
    ['2027-03-07T12:00:00Z', 'Mars/Olympus', '2027-3-7 12:0 7'],
  ])('at %s in %s is %s', (at, zone, expected) => {
    expect(told(at, zone)).toBe(expected);
  });
});
