import { callers, rights, type Access, type Caller } from './access';

const titles: Record<Caller, string> = {
  owner: 'whose it is',
  other: 'another person',
  operator: 'an operator',
  nobody: 'nobody',
};

/** The table of who may do what, as `docs/security.md` has it. */
export function accessTable(operations: readonly Access[]): string {
  const lines = [
    `| operation | on | ${callers.map((caller) => titles[caller]).join(' | ')} |`,
    `| --- | --- | ${callers.map(() => '---').join(' | ')} |`,
    ...operations.map(({ operation, object, right }) => {
      const may: readonly Caller[] = rights[right];
      return `| \`${operation}\` | ${object} | ${callers.map((caller) => (may.includes(caller) ? 'yes' : 'no')).join(' | ')} |`;
    }),
  ];
  return lines.join('\n');
}
