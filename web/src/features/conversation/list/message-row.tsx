import { IconMailFast, IconRobot } from '@tabler/icons-react';
import { memo } from 'react';
import { PersonMark } from '../../../person';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import type { Delivery } from '../model/delivery';
import { isEmojiOnly } from '../text/blocks';
import { MessageText } from '../text/message-text';
import type { NameOf } from '../names';
import { CopyText } from './copy-text';
import { DeliveryMark } from './delivery-mark';
import { Progress } from './progress';
import type { Row } from './rows';
import { Why, type WhyActions } from './why';
import classes from './message-row.module.css';

const words = strings.conversation;

export interface RowActions extends WhyActions {
  readonly onRetry: (messageUid: string) => void;
  readonly onDiscard: (messageUid: string) => void;
  /** Leads from a row to the one before (-1) or after (1). */
  readonly onStep: (key: string, by: -1 | 1) => void;
}

export interface MessageRowProps {
  readonly row: Row;
  readonly ownId: number;
  readonly nameOf: NameOf;
  /** Who writes is not clear by itself: there are several others. */
  readonly showsName: boolean;
  /** How far it got; null for what is not told of. */
  readonly delivery: Delivery | null;
  /** A search led here. */
  readonly isMarked: boolean;
  /** Its buttons can be reached by the Tab key: those of one message in the list can. */
  readonly isStop: boolean;
  readonly actions: RowActions;
}

function programOf({ author }: Row, isOwn: boolean, name: string): string {
  if (author === 'auto-reply') return isOwn ? words.byOwnAutoReply : words.byAutoReply(name);
  return isOwn ? words.byOwnScript : words.byScript(name);
}

function Head({
  row,
  isOwn,
  name,
  showsName,
}: {
  row: Row;
  isOwn: boolean;
  name: string;
  showsName: boolean;
}) {
  const { when } = useTime();
  const Icon = row.author === 'auto-reply' ? IconMailFast : IconRobot;
  return (
    <div className={classes.head}>
      {row.author === 'person' ? (
        !isOwn && showsName && <bdi className={classes.name}>{name}</bdi>
      ) : (
        <span className={classes.program}>
          <Icon size={15} stroke={1.75} aria-hidden="true" />
          {programOf(row, isOwn, name)}
        </span>
      )}
      <time className={classes.time} dateTime={new Date(row.at).toISOString()} title={when.full(row.at)}>
        {when.time(row.at)}
      </time>
    </div>
  );
}

/** One message, with the day and its sender above it where they begin. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, ownId, nameOf, showsName, delivery, isMarked, isStop, actions } = props;
  const { when, now } = useTime();
  const isOwn = row.senderId === ownId;
  const isProgram = row.author !== 'person';
  const name = nameOf(row.senderId);
  return (
    <>
      {row.beginsDay && (
        <h3 className={classes.day}>
          <span>{when.day(row.at, now(), words)}</span>
        </h3>
      )}
      {row.beginsUnread && (
        <p className={classes.unread}>
          <span>{words.newMessages}</span>
        </p>
      )}
      <article
        className={classes.message}
        data-own={isOwn}
        data-program={isProgram}
        data-first={row.isFirst}
        data-last={row.isLast}
        data-state={row.unconfirmed?.state ?? 'confirmed'}
        data-marked={isMarked}
        data-large={isEmojiOnly(row.text)}
        aria-label={words.messageOf(
          isProgram ? programOf(row, isOwn, name) : isOwn ? words.you : name,
          when.time(row.at),
        )}
      >
        <div className={classes.mark}>
          {!isOwn && row.isFirst && <PersonMark id={row.senderId} name={name} size={32} />}
        </div>
        <div className={classes.body}>
          {row.isFirst && <Head row={row} isOwn={isOwn} name={name} showsName={showsName} />}
          {isProgram && row.isFirst && <Why row={row} isOwn={isOwn} name={name} actions={actions} />}
          <div className={classes.bubble}>
            <MessageText text={row.text} />
          </div>
          {row.unconfirmed !== undefined && <Progress message={row.unconfirmed} actions={actions} />}
          {delivery !== null && <DeliveryMark delivery={delivery} nameOf={nameOf} />}
        </div>
        <CopyText text={row.text} isStop={isStop} onStep={(by) => actions.onStep(row.key, by)} />
      </article>
    </>
  );
});
