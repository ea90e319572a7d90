import type { Target } from '../../../api';
import { strings } from '../../../strings';
import type { Example } from './recipe';
import classes from './picture.module.css';

const words = strings.recipes;
const shortest = 12;
const longest = 33;

const short = (text: string) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
};
const widthOf = (text: string) => 24 + 6.6 * Math.max(shortest, text.length);

interface Bubble {
  readonly text: string;
  readonly side: 'left' | 'right';
  readonly look: 'said' | 'made' | 'gone';
}

/** What is drawn of an exchange: the message, and below it what became of it. */
function bubblesOf(target: Target, { message, becomes }: Example): readonly Bubble[] {
  const from = target === 'recv' ? 'left' : 'right';
  const isChanged = becomes.text !== undefined && becomes.text !== message;
  return [
    { text: short(message), side: from, look: becomes.dropped === true || isChanged ? 'gone' : 'said' },
    ...(isChanged ? [{ text: short(becomes.text!), side: from, look: 'made' } as const] : []),
    ...(becomes.writes ?? []).map((text) => ({ text: short(text), side: 'right', look: 'made' }) as const),
  ];
}

/** A picture of what a recipe does, drawn from one of its examples: what was written, and what comes of it. */
export function Picture({ target, example }: { target: Target; example: Example }) {
  const bubbles = bubblesOf(target, example);
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 260 ${16 + 38 * Math.max(2, bubbles.length)}`}
      role="img"
      aria-label={words.pictured(example.message, example.becomes)}
    >
      {bubbles.map(({ text, side, look }, i) => {
        const width = Math.min(236, widthOf(text));
        const x = side === 'left' ? 12 : 248 - width;
        return (
          <g key={i} data-look={look} transform={`translate(${x} ${12 + i * 38})`}>
            <rect width={width} height={30} rx={12} />
            <text x={12} y={19} textLength={text.length > 32 ? width - 24 : undefined}>
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
