import type { SendRequest, SendResult } from '@parley/pipeline';
import type { Accounts, Identity, Ids, Target } from '@parley/ports';
import { adaSend, benReceive } from './scripts';

/** The two people whom an empty data folder offers, to try Parley as one of them. */
const people = ['ada', 'ben'] as const;

const greeting = 'Hello Ada! I have switched a script on that answers for me. Write me “!help”, and see.';

export interface Samples {
  /** Who is offered: both while nobody has an account, and later those of them who were made. */
  offered(): Promise<readonly string[]>;
  /** Vouches for whoever says `sample:ada` or `sample:ben`, while they are offered, and makes both at the first time. */
  readonly identity: Identity;
}

export interface SamplesDeps {
  readonly accounts: Pick<Accounts, 'list' | 'ofIdentity' | 'createForIdentity'>;
  readonly upload: (userId: number, target: Target, source: string) => Promise<unknown>;
  readonly send: (request: SendRequest) => Promise<SendResult>;
  readonly ids: Ids;
}

const identityOf = (name: string) => `sample:${name}`;

/**
 * Two people with scripts, for trying Parley out on one machine: without a password, and only where the data began
 * with them. They are made when somebody first wants to be one of them, so that who does not gets none.
 */
export function createSamples({ accounts, upload, send, ids }: SamplesDeps): Samples {
  let making: Promise<void> | null = null;

  const make = async () => {
    const [ada, ben] = await Promise.all(
      people.map((name) => accounts.createForIdentity(identityOf(name), name)),
    );
    if (!ada || !ben) return;
    await upload(ada.id, 'send', adaSend);
    await upload(ben.id, 'recv', benReceive);
    await send({
      messageUid: ids.uuid(),
      sessionId: ids.uuid(),
      senderId: ben.id,
      recipientIds: [ada.id],
      messageBody: greeting,
    });
  };

  const offered = async (): Promise<readonly string[]> => {
    const { users } = await accounts.list({ prefix: '', limit: 1 });
    if (users.length === 0) return people;
    const made = await Promise.all(people.map((name) => accounts.ofIdentity(identityOf(name))));
    return people.filter((_name, i) => made[i] !== null);
  };

  return {
    offered,
    identity: {
      async verify(idToken) {
        const name = people.find((each) => identityOf(each) === idToken);
        if (name === undefined || !(await offered()).includes(name)) return null;
        if ((await accounts.ofIdentity(idToken)) === null)
          await (making ??= make().finally(() => (making = null)));
        return { identity: idToken, name };
      },
    },
  };
}
