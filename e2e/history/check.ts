import { factsOf, type Facts } from './facts';
import type { History } from './history';
import { acceptedOnce } from './rules/accepted-once';
import { allOrNone } from './rules/all-or-none';
import { answersOnce } from './rules/answers-once';
import { causeFirst } from './rules/cause-first';
import { densePositions } from './rules/dense-positions';
import { framesAgree } from './rules/frames-agree';
import { noGap } from './rules/no-gap';
import { oneOrder } from './rules/one-order';
import { onlyThoseOnIt } from './rules/only-those-on-it';
import { refusedNowhere } from './rules/refused-nowhere';
import { unchangedContent } from './rules/unchanged-content';

/** One rule of `docs/promise.md`: what is wrong by it, in words that name the message and the user. */
export interface Rule {
  readonly name: string;
  readonly check: (facts: Facts) => Iterable<string>;
}

export interface Finding {
  readonly rule: string;
  readonly what: string;
}

/** All rules, in the order of the page. */
export const rules: readonly Rule[] = [
  acceptedOnce,
  allOrNone,
  refusedNowhere,
  unchangedContent,
  onlyThoseOnIt,
  oneOrder,
  causeFirst,
  answersOnce,
  densePositions,
  framesAgree,
  noGap,
];

/** What a settled history proves broken of what `docs/promise.md` promises; nothing, when all is kept. */
export function check(history: History): Finding[] {
  const facts = factsOf(history);
  return rules.flatMap(({ name, check: findings }) =>
    [...findings(facts)].map((what) => ({ rule: name, what })),
  );
}
