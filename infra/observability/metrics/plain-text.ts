/**
 * OpenMetrics 1.0 text as Prometheus' text format 0.0.4: a counter's family has the name of its samples, and there are
 * neither exemplars nor an end mark.
 */
export function plainText(openMetrics: string): string {
  const lines = openMetrics.split('\n');
  const counters = new Set(
    lines.flatMap((line) => /^# TYPE (\S+) counter$/.exec(line)?.[1] ?? []).map((name) => name),
  );
  return lines
    .filter((line) => line !== '# EOF')
    .map((line) =>
      line.startsWith('# ')
        ? line.replace(/^# (HELP|TYPE) (\S+)/, (whole, word: string, name: string) =>
            counters.has(name) ? `# ${word} ${name}_total` : whole,
          )
        : line.replace(/ # \{.*$/, ''),
    )
    .join('\n');
}
