import classes from './person-mark.module.css';

/** A golden angle between neighbours' hues, so that ids that follow each other look different. */
const hueOf = (id: number) => Math.round((id * 137.508) % 360);

/** A person's round mark: their first letter on a quiet tint of their own. Decoration: the name stands beside it. */
export function PersonMark({ id, name, size = 36 }: { id: number; name: string; size?: number }) {
  const initial = [...name][0]?.toLocaleUpperCase() ?? '';
  const style = { '--hue': hueOf(id), '--size': `${size}px` } as React.CSSProperties;
  return (
    <span className={classes.mark} style={style} aria-hidden="true">
      {initial}
    </span>
  );
}

/** The mark of a conversation: of its person, or of its first two. */
export function PeopleMark({
  people,
  size = 40,
}: {
  people: readonly { id: number; name: string }[];
  size?: number;
}) {
  const [first, second] = people;
  if (first === undefined) return null;
  if (second === undefined) return <PersonMark {...first} size={size} />;
  const part = Math.round(size * 0.68);
  return (
    <span className={classes.pair} style={{ '--size': `${size}px` } as React.CSSProperties}>
      <PersonMark {...first} size={part} />
      <PersonMark {...second} size={part} />
    </span>
  );
}
