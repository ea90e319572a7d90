import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconClock, IconMailFast, IconRobot } from '@tabler/icons-react';
import { PersonMark } from '../../person';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { linkify } from './linkify';
import type { NameOf } from './names';
import type { Unconfirmed } from './outbox';
import type { Group, TimelineMessage } from './timeline';
import classes from './message-group.module.css';

const words = strings.conversation;

/** The message that a program's message answers, when the reader has it. */
export interface Cause {
  readonly text: string;
  /** Whether it stands in this conversation, so that one can go there. */
  readonly isHere: boolean;
}

export interface MessageActions {
  readonly onRetry: (messageUid: string) => void;
  readonly onDiscard: (messageUid: string) => void;
  readonly onShow: (messageUid: string) => void;
}

/** A message's place in the page, to scroll to. */
export const anchorOf = (messageUid: string): string => `message-${messageUid}`;

function Text({ text }: { text: string }) {
  return linkify(text).map((stretch, index) =>
    stretch.href === undefined ? (
      stretch.text
    ) : (
      <a key={index} href={stretch.href} target="_blank" rel="noopener noreferrer">
        {stretch.text}
      </a>
    ),
  );
}

function Progress({ message, actions }: { message: Unconfirmed; actions: MessageActions }) {
  const { messageUid, state, reason } = message;
  if (state === 'failed') {
    return (
      <span className={classes.failed} role="alert">
        {reason === undefined ? words.failed : words.failedBecause(reason)}
        <UnstyledButton className={classes.action} onClick={() => actions.onRetry(messageUid)}>
          {words.retry}
        </UnstyledButton>
        <UnstyledButton className={classes.action} onClick={() => actions.onDiscard(messageUid)}>
          {words.discard}
        </UnstyledButton>
      </span>
    );
  }
  const Icon = state === 'sending' ? IconClock : IconCheck;
  return (
    <span className={classes.progress}>
      <Icon size={13} stroke={2} aria-hidden="true" />
      {state === 'sending' ? words.sending : words.accepted}
    </span>
  );
}

function Bubble({ message, actions }: { message: TimelineMessage; actions: MessageActions }) {
  const { messageUid, text, unconfirmed } = message;
  return (
    <li className={classes.message} id={anchorOf(messageUid)} data-state={unconfirmed?.state ?? 'confirmed'}>
      <div className={classes.bubble}>
        <Text text={text} />
      </div>
      {unconfirmed !== undefined && <Progress message={unconfirmed} actions={actions} />}
    </li>
  );
}

function ProgramMark({ group, name, isOwn }: { group: Group; name: string; isOwn: boolean }) {
  const isReply = group.author === 'auto-reply';
  const Icon = isReply ? IconMailFast : IconRobot;
  const text = isReply
    ? isOwn
      ? words.byOwnAutoReply
      : words.byAutoReply(name)
    : isOwn
      ? words.byOwnScript
      : words.byScript(name);
  return (
    <span className={classes.program}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {text}
    </span>
  );
}

function CauseLine({
  uid,
  cause,
  onShow,
}: {
  uid: string;
  cause: Cause | null;
  onShow: (uid: string) => void;
}) {
  const text = cause === null ? words.answersUnseen : words.answers(cause.text);
  const content = (
    <>
      <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" />
      <span className={classes.causeText}>{text}</span>
    </>
  );
  if (cause?.isHere !== true) return <span className={classes.cause}>{content}</span>;
  return (
    <UnstyledButton className={classes.cause} onClick={() => onShow(uid)}>
      {content}
    </UnstyledButton>
  );
}

/** What one sender wrote in one go. */
export function MessageGroup({
  group,
  ownId,
  nameOf,
  cause,
  showsName,
  actions,
}: {
  group: Group;
  ownId: number;
  nameOf: NameOf;
  /** For a program's messages: what they answer. */
  cause: Cause | null;
  showsName: boolean;
  actions: MessageActions;
}) {
  const { when } = useTime();
  const isOwn = group.senderId === ownId;
  const isProgram = group.author !== 'person';
  const name = nameOf(group.senderId);
  const at = group.messages[0]!.at;
  return (
    <section
      className={classes.group}
      data-own={isOwn}
      data-program={isProgram}
      aria-label={`${isOwn ? words.you : name}, ${when.time(at)}`}
    >
      {!isOwn && <PersonMark id={group.senderId} name={name} size={32} />}
      <div className={classes.body}>
        <div className={classes.head}>
          {isProgram ? (
            <ProgramMark group={group} name={name} isOwn={isOwn} />
          ) : (
            !isOwn && showsName && <span className={classes.name}>{name}</span>
          )}
          <time className={classes.time} dateTime={new Date(at).toISOString()} title={when.full(at)}>
            {when.time(at)}
          </time>
        </div>
        {group.causedBy !== undefined && (
          <CauseLine uid={group.causedBy} cause={cause} onShow={actions.onShow} />
        )}
        <ul className={classes.messages}>
          {group.messages.map((message) => (
            <Bubble key={message.messageUid} message={message} actions={actions} />
          ))}
        </ul>
      </div>
    </section>
  );
}
