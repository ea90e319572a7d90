import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conversationOf } from '@parley/envelope';
import { check } from './check';
import type { Entry, Event, EventOf, History } from './history';
import { simulate, type SendStep, type Step } from './model';

const users = [1, 2, 3, 4];
const plain = { drops: [], replies: [], outcome: 'accepted', changed: false } as const;
const send = (from: number, to: readonly number[], more: Partial<SendStep> = {}): Step => ({
  kind: 'send',
  from,
  to,
  ...plain,
  ...more,
});

/** A history in which everything happens once, and all of it as promised. */
const whole = simulate(users, [
  send(1, [2, 3]),
  send(2, [1], { replies: [1] }),
  send(3, [1, 2], { drops: [2], changed: true }),
  { kind: 'leave', user: 2 },
  send(1, [2], { replies: [2] }),
  send(2, [3], { outcome: 'refused' }),
  send(1, [3], { outcome: 'unanswered' }),
  send(1, [4], { outcome: 'lost' }),
  { kind: 'return', user: 2 },
  send(4, [4]),
]);

/** The history with another inbox for the user. */
const withInbox = (
  history: History,
  user: number,
  change: (entries: EventOf<'inbox'>['entries']) => EventOf<'inbox'>['entries'],
): History =>
  history.map((event) =>
    event.kind === 'inbox' && event.user === user ? { ...event, entries: change(event.entries) } : event,
  );
/** Positions and cursors as they would be, had the product made this inbox. */
const renumbered = (entries: readonly (Entry & { cursor: string })[], user: number) =>
  entries.map((entry, i) => ({ ...entry, position: i + 1, cursor: `cursor ${user}/${i + 1}` }));
/** Without what came over sockets: then only what the inboxes say counts. */
const inboxesAlone = (history: History) =>
  history.filter(({ kind }) => kind !== 'received' && kind !== 'resumed');
const brokenRules = (history: History) => [...new Set(check(history).map(({ rule }) => rule))];
const swapped = <T>(list: readonly T[], a: number, b: number): T[] =>
  list.map((each, i) => (i === a ? list[b]! : i === b ? list[a]! : each));

describe('the checker', () => {
  it('finds nothing in a history that keeps every promise', () => {
    expect(check(whole)).toEqual([]);
  });

  const wrong: [string, string, History][] = [
    [
      'accepted-once',
      'an accepted message that one recipient lacks',
      inboxesAlone(withInbox(whole, 3, (entries) => renumbered(entries.slice(1), 3))),
    ],
    [
      'accepted-once',
      'a message that lies in an inbox twice',
      inboxesAlone(withInbox(whole, 4, (entries) => renumbered([...entries, entries[0]!], 4))),
    ],
    [
      'all-or-none',
      'an unanswered message that only the sender has',
      inboxesAlone(
        withInbox(whole, 3, (entries) =>
          renumbered(
            entries.filter(({ messageUid }) => messageUid !== 'message 6'),
            3,
          ),
        ),
      ),
    ],
    [
      'refused-nowhere',
      'a refused message that arrived',
      simulate(users, [send(1, [2])]).map((event): Event =>
        event.kind === 'accepted'
          ? { kind: 'refused', user: event.user, messageUid: event.messageUid }
          : event,
      ),
    ],
    [
      'unchanged-content',
      'a text that nobody wrote',
      inboxesAlone(
        withInbox(whole, 4, (entries) => entries.map((entry) => ({ ...entry, messageBody: 'another text' }))),
      ),
    ],
    [
      'unchanged-content',
      'a message that nobody sent',
      inboxesAlone(whole).filter((event) => event.kind !== 'sent' || event.user !== 4),
    ],
    [
      'only-those-on-it',
      'a message to somebody who is not on it',
      inboxesAlone(
        withInbox(whole, 4, (entries) => {
          const stray = (whole.find((e) => e.kind === 'inbox' && e.user === 1) as EventOf<'inbox'>)
            .entries[0]!;
          return renumbered([...entries, stray], 4);
        }),
      ),
    ],
    [
      'only-those-on-it',
      'a message to one whose script dropped it',
      [
        ...whole,
        {
          kind: 'runs',
          user: 3,
          runs: [
            {
              target: 'recv',
              senderId: 1,
              messageUid: 'message 0',
              answer: { action: 'drop', messages: [] },
            },
          ],
        },
      ],
    ],
    [
      'only-those-on-it',
      'a message from somebody who is blocked',
      [{ kind: 'blocked', user: 2, blockedId: 1 }, ...simulate(users, [send(1, [2])])],
    ],
    [
      'one-order',
      'two messages of a conversation in another order for one of its people',
      inboxesAlone(
        withInbox(simulate(users, [send(1, [2]), send(2, [1])]), 2, (entries) =>
          renumbered(swapped(entries, 0, 1), 2),
        ),
      ),
    ],
    [
      'cause-first',
      'an answer before what it answers, for everybody',
      inboxesAlone(
        [1, 2].reduce(
          (history, user) => withInbox(history, user, (entries) => renumbered(swapped(entries, 0, 1), user)),
          simulate(users, [send(1, [2], { replies: [2] })]),
        ),
      ),
    ],
    [
      'answers-once',
      'an answer that was made twice',
      inboxesAlone(
        [1, 2].reduce(
          (history, user) =>
            withInbox(history, user, (entries) =>
              renumbered([...entries, { ...entries[1]!, messageUid: 'again' }], user),
            ),
          simulate(users, [send(1, [2], { replies: [2] })]),
        ),
      ),
    ],
    [
      'answers-once',
      'an answer to nothing',
      inboxesAlone(
        [1, 2].reduce(
          (history, user) =>
            withInbox(history, user, (entries) =>
              entries.map((e) => (e.fromAutoReply ? { ...e, causedBy: 'x' } : e)),
            ),
          simulate(users, [send(1, [2], { replies: [2] })]),
        ),
      ).filter(({ kind }) => kind !== 'runs'),
    ],
    [
      'answers-once',
      'an answer that was decided and never came',
      inboxesAlone(
        [1, 2].reduce(
          (history, user) => withInbox(history, user, (entries) => entries.slice(0, 1)),
          simulate(users, [send(1, [2], { replies: [2] })]),
        ),
      ),
    ],
    [
      'answers-once',
      'an answer to an answer',
      inboxesAlone(
        [1, 2].reduce(
          (history, user) =>
            withInbox(history, user, (entries) =>
              renumbered(
                [
                  ...entries,
                  {
                    ...entries[1]!,
                    senderId: 1,
                    recipientIds: [2],
                    messageUid: 'and again',
                    causedBy: entries[1]!.messageUid,
                  },
                ],
                user,
              ),
            ),
          simulate(users, [send(1, [2], { replies: [2] })]),
        ),
      ),
    ],
    [
      'dense-positions',
      'a position that is left out',
      inboxesAlone(
        withInbox(whole, 1, (entries) =>
          entries.map((e, i) => (i < 2 ? e : { ...e, position: e.position + 1 })),
        ),
      ),
    ],
    [
      'frames-agree',
      'a frame with another text than the inbox has',
      whole.map((event) =>
        event.kind === 'received' && event.user === 4
          ? { ...event, entry: { ...event.entry, messageBody: 'another' } }
          : event,
      ),
    ],
    [
      'no-gap',
      'a cursor beyond a message that never came',
      whole.filter((event) => event.kind !== 'received' || event.user !== 1 || event.entry.position !== 2),
    ],
    [
      'no-gap',
      'a client that was sent on after a reconnect without what it missed',
      whole.filter((event) => event.kind !== 'received' || event.user !== 2 || event.entry.position !== 4),
    ],
  ];
  it.each(wrong)('finds by %s %s, and nothing else', (rule, _, history) => {
    expect(brokenRules(history)).toEqual([rule]);
  });

  it('takes repeated frames, and a message under one id with other content, for what they are', () => {
    const frames = whole.filter(({ kind }) => kind === 'received');
    expect(check([...whole, ...frames])).toEqual([]);
    const conflict: History = [
      ...simulate(users, [send(1, [2])]),
      { kind: 'sent', user: 1, messageUid: 'message 0', messageBody: 'other', recipientIds: [2] },
      { kind: 'refused', user: 1, messageUid: 'message 0' },
    ];
    expect(check(conflict)).toEqual([]);
  });
});

describe('random histories', () => {
  const person = fc.constantFrom(...users);
  const people = fc.uniqueArray(person, { minLength: 1, maxLength: 3 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record({
          from: person,
          to: people,
          drops: fc.subarray(users, { maxLength: 1 }),
          replies: fc.subarray(users),
          outcome: fc.constantFrom(
            'accepted' as const,
            'accepted' as const,
            'refused' as const,
            'unanswered' as const,
            'lost' as const,
          ),
          changed: fc.boolean(),
        })
        .map((sent) => ({ kind: 'send' as const, ...sent })),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'return' as const), user: person }),
    },
  );
  const steps = fc.array(step, { maxLength: 25 });

  it('of a product that keeps its promises are accepted', () => {
    fc.assert(fc.property(steps, (taken) => expect(check(simulate(users, taken))).toEqual([])));
  });

  const pick = <T>(list: readonly T[], at: number) => list[at % list.length]!;
  const tamperings: [
    string,
    (entries: EventOf<'inbox'>['entries'], user: number, at: number) => EventOf<'inbox'>['entries'],
  ][] = [
    [
      'without one of its messages',
      (entries, user, at) =>
        renumbered(
          entries.filter((_, i) => i !== at % entries.length),
          user,
        ),
    ],
    [
      'with one of its messages twice',
      (entries, user, at) => renumbered([...entries, pick(entries, at)], user),
    ],
    [
      'with another text',
      (entries, _, at) =>
        entries.map((e, i) => (i === at % entries.length ? { ...e, messageBody: `${e.messageBody}!` } : e)),
    ],
    [
      'with a gap in its positions',
      (entries, _, at) =>
        entries.map((e, i) => (i >= at % entries.length ? { ...e, position: e.position + 1 } : e)),
    ],
    [
      'with a message of strangers',
      (entries, user) => {
        const stranger = { senderId: 98, recipientIds: [99], conversation: conversationOf(98, [99]) };
        return renumbered([...entries, { ...pick(entries, 0), ...stranger, messageUid: 'stray' }], user);
      },
    ],
  ];
  it.each(tamperings)('in which one inbox is %s are found', (_, tamper) => {
    fc.assert(
      fc.property(steps, person, fc.nat(), (taken, user, at) => {
        const history = simulate(users, taken);
        const { entries } = history.find((e) => e.kind === 'inbox' && e.user === user) as EventOf<'inbox'>;
        fc.pre(entries.length > 0);
        // What was never answered may be in no inbox at all.
        fc.pre(
          entries.every(
            ({ messageUid, fromAutoReply }) =>
              fromAutoReply || history.some((e) => e.kind === 'accepted' && e.messageUid === messageUid),
          ),
        );
        expect(check(withInbox(history, user, (list) => tamper(list, user, at)))).not.toEqual([]);
      }),
    );
  });
});
