import { UnstyledButton } from '@mantine/core';
import { byteLength } from '@parley/envelope';
import { useMemo, useState } from 'react';
import { strings } from '../../../strings';
import { beginningOf, blocksOf, isEmojiOnly, type Part } from './blocks';
import { CodeBlock } from './code-block';
import classes from './message-text.module.css';

const words = strings.conversation;

function Parts({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, index) => {
    if (part.kind === 'code') return <code key={index}>{part.text}</code>;
    if (part.kind === 'text') return part.text;
    return (
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    );
  });
}

/**
 * A message's text: never markup, each block in its own direction, so that marks which turn it round end with it. A
 * very long one is shown in part until the reader asks for all.
 */
export function MessageText({ text }: { text: string }) {
  const [showsAll, setShowsAll] = useState(false);
  const beginning = useMemo(() => beginningOf(text), [text]);
  const shown = showsAll || beginning === null ? text : beginning;
  const blocks = useMemo(() => blocksOf(shown), [shown]);
  return (
    <>
      {blocks.map((block, index) =>
        block.kind === 'code' ? (
          <CodeBlock key={index} language={block.language} code={block.code} />
        ) : (
          <div key={index} className={classes.text} dir="auto" data-large={isEmojiOnly(text)}>
            <Parts parts={block.parts} />
          </div>
        ),
      )}
      {beginning !== null && (
        <UnstyledButton
          className={classes.more}
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? words.showLess : words.showAll(Math.ceil((byteLength(text) ?? text.length) / 1024))}
        </UnstyledButton>
      )}
    </>
  );
}
