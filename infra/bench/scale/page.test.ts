import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readData } from '../model/read-data';
import { picturesOf } from '../simulation';
import { pageWith, partsOf } from './page';

describe('docs/scale.md', () => {
  const page = readFileSync('docs/scale.md', 'utf8');

  it('has the tables that the command prints', () => {
    expect(pageWith(page, partsOf(readData('.')))).toBe(page);
  });

  it('given other service times, then its tables would be others', () => {
    const data = readData('.');
    const slower = { ...data, times: { ...data.times, router: data.times.router * 10 } };
    expect(pageWith(page, partsOf(slower))).not.toBe(page);
  });

  it('shows every picture, as the command draws it', () => {
    for (const { file, svg } of picturesOf(readData('.').times)) {
      expect(page).toContain(`(pictures/${file})`);
      expect(readFileSync(`docs/pictures/${file}`, 'utf8')).toBe(svg);
    }
  });
});
