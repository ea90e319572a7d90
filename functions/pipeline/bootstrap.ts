import { buildSlip, contentHashOf, conversationOf, type Attributes } from '@parley/envelope';
import {
  traced,
  type Clock,
  type Ids,
  type Interests,
  type Publisher,
  type Sends,
  type Settings,
  type Telemetry,
} from '@parley/ports';
import { pipelineCodes } from './errors';
import { Outgoing } from './outgoing';
import { pipelineSetting } from './pipeline-setting';
import { refused, validateSend, type Refused, type SendRequest } from './validate-send';

export interface BootstrapDeps {
  readonly store: Sends & Pick<Settings, 'pipeline'> & Pick<Interests, 'anyInterest'>;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** Whether all of these users exist. */
  readonly usersExist: (userIds: readonly number[]) => Promise<boolean>;
  /** Stages that note who is interested in them and are skipped when nobody is; the others see every message. */
  readonly stagesWithInterests?: readonly string[];
  /** How long the list of stages may be remembered, ms. */
  readonly settingsMaxAgeMilliseconds?: number;
}

export type SendResult = { readonly kind: 'accepted'; readonly messageUid: string } | Refused;

/** A stage is left off a slip only when nobody had anything for it to do this long: sooner, messages could overtake. */
const interestLastsMilliseconds = 10 * 60 * 1000;

const isTraceparent = (text: string | undefined): text is string =>
  text !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(text);

/**
 * How every message begins. The send is recorded under (sender, messageUid) first, so that a repetition is the same
 * message, with the time of the first; then it is published to the first stage on its slip. `accepted` means that the
 * broker holds it. A repetition is published again, in case the first never was: the inboxes know it. Rejects when
 * the store or the broker is away; the same send may then be repeated.
 */
export function bootstrap(deps: BootstrapDeps): (request: SendRequest) => Promise<SendResult> {
  const { store, publisher, clock, ids, telemetry } = deps;
  const withInterests = new Set(deps.stagesWithInterests ?? ['jolie-exec', 'auto-reply']);
  const pipeline = pipelineSetting(store, clock, deps.settingsMaxAgeMilliseconds ?? 1000);

  const slipFor = async (people: readonly number[]) => {
    const stages = await pipeline();
    const since = clock.now() - interestLastsMilliseconds;
    const idle = await Promise.all(
      stages.map(
        async (stage) => withInterests.has(stage) && !(await store.anyInterest(stage, people, since)),
      ),
    );
    return buildSlip(stages, (stage) => !idle[stages.indexOf(stage)]);
  };

  const send = async (request: SendRequest): Promise<SendResult> => {
    const recipientIds = validateSend(request);
    if ('kind' in recipientIds) return recipientIds;
    if (!(await deps.usersExist(recipientIds))) {
      return refused(pipelineCodes.unknownRecipient, 'recipientIds', 'must name people who exist');
    }
    const { senderId, messageBody } = request;
    const messageUid = request.messageUid ?? ids.uuid();
    const contentHash = contentHashOf(messageBody, recipientIds);
    const standing = await store.recordSend({
      senderId,
      messageUid,
      contentHash,
      sentAt: new Date(clock.now()).toISOString(),
      sessionId: request.sessionId ?? ids.uuid(),
    });
    if (standing.contentHash !== contentHash) {
      return refused(
        pipelineCodes.conflict,
        'messageUid',
        'was used before for another message, which stands',
      );
    }
    const conversation = conversationOf(senderId, recipientIds);
    const eventDestinations = await slipFor([senderId, ...recipientIds]);
    const attributes: Attributes = {
      sentAt: standing.sentAt,
      conversation,
      key: conversation,
      ...(isTraceparent(request.traceparent) ? { traceparent: request.traceparent } : {}),
    };
    const envelope = {
      messageUid,
      sessionId: standing.sessionId,
      messageBody,
      senderId,
      recipientIds,
      fromAutoReply: false,
      eventDestinations,
    };
    await publisher.publish(eventDestinations[0]!, new Outgoing({ envelope, attributes }));
    return { kind: 'accepted', messageUid };
  };

  const count = (outcome: string) => telemetry.count('parley_sends_total', { outcome });

  return (request) =>
    traced(telemetry, 'bootstrap', request.traceparent, async (traceparent, note) => {
      try {
        const result = await send({ ...request, ...(traceparent === undefined ? {} : { traceparent }) });
        if (result.kind === 'refused') {
          note({ outcome: result.code });
          count(result.code);
          return result;
        }
        const { messageUid } = result;
        note({ messageUid });
        count('accepted');
        telemetry.log('DEBUG', 'A message was accepted', { messageUid, traceparent });
        return result;
      } catch (failure) {
        count('failed');
        throw failure;
      }
    });
}
