import type { Row, SelfTestRow } from './run';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

/** One table for each section, and how many held of how many. */
export function tableOf(rows: readonly Row[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const own = rows.filter((row) => row.section === section);
    const cells = own.map(({ id, tries, defence, verdict }) => [
      id,
      tries,
      defence,
      verdict.held
        ? verdict.note === undefined
          ? 'held'
          : `held (${verdict.note})`
        : `NOT HELD: ${verdict.because}`,
    ]);
    return `## ${section}\n\n${table(['', 'tried', 'defence', ''], cells)}`;
  });
  const held = rows.filter(({ verdict }) => verdict.held).length;
  return `${parts.join('\n\n')}\n\n${rows.length} attacks tried, ${held} held, ${rows.length - held} not held.`;
}

function inWords(outcome: SelfTestRow['outcome']): string {
  switch (outcome.kind) {
    case 'seen-to-fail':
      return `seen to fail: ${outcome.because}`;
    case 'still-held':
      return 'STILL HELD without its defence';
    case 'not-started':
      return `DID NOT START without its defence: ${outcome.because}`;
  }
}

/** What was seen to fail without its defence, and what was not. */
export function selfTestTableOf(rows: readonly SelfTestRow[]): string {
  const cells = rows.map(({ id, tries, outcome }) => [id, tries, inWords(outcome)]);
  const count = (kind: SelfTestRow['outcome']['kind']) =>
    rows.filter(({ outcome }) => outcome.kind === kind).length;
  return `${table(['', 'tried', 'without its defence'], cells)}\n\n${count('seen-to-fail')} rows seen to fail, ${count('still-held')} still held, ${count('not-started')} did not start.`;
}
