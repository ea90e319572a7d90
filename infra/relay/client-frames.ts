import type { ClientFrame, Problem, ServerFrame } from '@parley/envelope';
import { relayCodes } from './codes';
import { traced } from '@parley/ports';
import type { RelayDeps } from './deps';
import type { InboxFeed } from './inbox-feed';
import { read, typing, watch, type SocialSession } from './social-frames';

/** The session for which a frame is handled. */
export interface FrameSession extends SocialSession {
  readonly sessionId: string;
  readonly feed: InboxFeed;
}

type Deps = Pick<
  RelayDeps,
  'send' | 'sends' | 'trials' | 'upload' | 'cursors' | 'store' | 'notify' | 'telemetry'
>;
type FrameOf<T extends ClientFrame['$type']> = Extract<ClientFrame, { $type: T }>;

const rejected = (problem: Problem, messageUid?: string): ServerFrame => ({
  $type: 'Rejected',
  ...(messageUid === undefined ? {} : { messageUid }),
  problem,
});

/** The answer to a frame that came too soon after others. */
const tooMany = (what: string, retryAfterMilliseconds: number, messageUid?: string): ServerFrame => {
  const detail = `Wait ${Math.ceil(retryAfterMilliseconds)} ms.`;
  return rejected(
    { code: relayCodes.rateLimited, title: `Too many ${what}; wait a little.`, detail },
    messageUid,
  );
};

/** The answer to a frame that could not be handled now. */
export const unavailable = (messageUid?: string): ServerFrame =>
  rejected({ code: relayCodes.unavailable, title: 'This could not be done now; try again.' }, messageUid);

async function sendMessage(
  { send, sends, telemetry }: Deps,
  session: FrameSession,
  { messageUid, message, destinationUsers }: FrameOf<'SendMessage'>,
): Promise<void> {
  const { sessionId, userId } = session;
  const allowance = sends.take(String(userId));
  if (!allowance.ok) return session.reply(tooMany('messages', allowance.retryAfterMilliseconds, messageUid));
  const result = await traced(telemetry, 'frame SendMessage', undefined, (traceparent) =>
    send({
      senderId: userId,
      sessionId,
      messageBody: message,
      recipientIds: destinationUsers,
      ...(messageUid === undefined ? {} : { messageUid }),
      ...(traceparent === undefined ? {} : { traceparent }),
    }),
  );
  if (result.kind === 'accepted') return session.reply({ $type: 'Accepted', messageUid: result.messageUid });
  const { code, reason, field } = result;
  session.reply(rejected({ code, title: reason, ...(field === undefined ? {} : { field }) }, messageUid));
}

async function resume(
  { cursors, telemetry }: Deps,
  session: FrameSession,
  { after }: FrameOf<'Resume'>,
): Promise<void> {
  const { userId, feed } = session;
  const position = after === null ? 0 : await cursors.resolve(userId, after);
  telemetry.count('parley_relay_resumes_total', { outcome: position === null ? 'refused' : 'resumed' });
  if (position === null) {
    const title = 'The cursor is not valid: read from the beginning.';
    session.reply(rejected({ code: relayCodes.cursor, title, reload: true }));
    return feed.restart();
  }
  // Who reads from the beginning has seen it all on some other screen, or never will have.
  feed.resume({ position, cursor: after }, after !== null);
}

async function uploadSnippet(
  { upload, trials }: Deps,
  session: FrameSession,
  { target, fileData }: FrameOf<'UploadHandlerSnippet'>,
): Promise<void> {
  const { userId } = session;
  const allowance = trials.take(String(userId));
  if (!allowance.ok) return session.reply(tooMany('uploads', allowance.retryAfterMilliseconds));
  const outcome = await upload(userId, target, fileData);
  if (outcome.kind === 'uploaded') {
    return session.reply({ $type: 'CodeSnippetUploaded', target, version: outcome.version });
  }
  const title = 'The script has errors; what was active before stays active.';
  session.reply(rejected({ code: relayCodes.scriptRefused, title, diagnostics: outcome.diagnostics }));
}

/** Handles one frame of a welcomed session. Rejects when a service is away. */
export async function handleFrame(deps: Deps, session: FrameSession, frame: ClientFrame): Promise<void> {
  switch (frame.$type) {
    case 'SendMessage':
      return sendMessage(deps, session, frame);
    case 'Resume':
      return resume(deps, session, frame);
    case 'UploadHandlerSnippet':
      return uploadSnippet(deps, session, frame);
    case 'Typing':
      return typing(deps, session, frame);
    case 'Read':
      return read(deps, session, frame);
    case 'Watch':
      return watch(deps, session, frame);
  }
}
