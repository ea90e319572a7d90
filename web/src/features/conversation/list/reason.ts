import type { Api } from '../../../api';
import { strings } from '../../../strings';
import type { Row } from './rows';

const words = strings.conversation;

export interface WhyActions {
  readonly api: Pick<Api, 'runs'>;
  /** The message of this conversation with this id, when it is shown here; null else. */
  readonly causeOf: (messageUid: string) => Pick<Row, 'text' | 'senderId'> | null;
  readonly onShow: (messageUid: string) => void;
}

/** Why a program wrote a message. */
export interface Reason {
  readonly author: Row['author'];
  /** Whether the program is one's own, and whether it is one's own script. */
  readonly isOwn: boolean;
  readonly isOwnScript: boolean;
  /** Whose it is. */
  readonly name: string;
  readonly causedBy: string;
  /** What caused it, when it is shown here; null else. */
  readonly cause: Pick<Row, 'text' | 'senderId'> | null;
  /** The beginning of the cause's text. */
  readonly text: string | undefined;
  readonly actions: WhyActions;
}

export function reasonOf({ author, isOwn, name }: Reason): string {
  if (author === 'auto-reply') return isOwn ? words.whyOwnReply : words.whyReply(name);
  return isOwn ? words.whyOwnScript : words.whyScript(name);
}
