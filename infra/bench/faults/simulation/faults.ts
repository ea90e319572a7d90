import { chanceOf } from './chance';

/** Every kind of fault, and how often it strikes at most where it can. */
export const faultKinds = {
  /** A process ends at a call: what it asked for happens or not, and what it was about to do never does. */
  crash: 0.01,
  /** A service refuses a call before it does anything. */
  'error-before': 0.05,
  /** A service does what it was asked for, and the answer is lost. */
  'error-after': 0.05,
  /** A call takes seconds. */
  slow: 0.03,
  /** A process hangs at a call, past every deadline. */
  hang: 0.005,
  /** A process's clock jumps, forwards or backwards, by up to a day. */
  'clock-jump': 0.004,
  /** Of several inboxes that a message is put into, some get it, then the store fails. */
  'partial-fan-out': 0.1,
  /** A stage’s acknowledgement is lost, with what it carries. */
  'acknowledgement-lost': 0.1,
  /** A delivery is made to two instances at once. */
  'duplicate-delivery': 0.1,
  /** A delivery takes longer than its acknowledgement may. */
  'late-delivery': 0.03,
  /** A script's worker is lost while the script runs. */
  'worker-lost': 0.1,
  /** A socket's connection is cut; what was on its way is lost, also half a frame. */
  cut: 0.02,
  /** A socket's connection is dead, and neither side learns so. */
  'half-open': 0.01,
  /** A page stops reading for a while. */
  'slow-reader': 0.01,
  /** A request over HTTP never comes. */
  'request-lost': 0.1,
  /** The answer to a request over HTTP never comes. */
  'response-lost': 0.1,
  /** A relay is told to end, sends its clients elsewhere, and another takes its place. */
  drain: 0.3,
  /** A relay hangs when it is about to renew its lease, until that has ended or nearly so. */
  'lease-expiry': 0.3,
} as const;

export type FaultKind = keyof typeof faultKinds;

/** A fault that struck: its kind and where, `kind@actor#number`, the same in each run of the seed. */
export type FaultName = string;

/** Says where faults strike, and notes those that did. */
export class Faults {
  readonly injected: FaultName[] = [];
  readonly #rates: ReadonlyMap<FaultKind, number>;
  #ended = false;

  /**
   * @param seed says which kinds there are in this run, each with a rate of its own: a run with a few kinds meets other
   *   states than one with all (A. Groce and others, Swarm Testing, ISSTA 2012)
   * @param only the faults that may strike, all when missing
   */
  constructor(
    seed: number,
    private readonly only?: ReadonlySet<FaultName>,
  ) {
    const chance = chanceOf(seed, 'faults');
    this.#rates = new Map(
      (Object.entries(faultKinds) as [FaultKind, number][]).map(([kind, most]) => {
        const isOn = chance.draw() < 0.5;
        const rate = most * chance.duration(0.05, 1);
        return [kind, isOn ? rate : 0];
      }),
    );
  }

  /** Whether the fault strikes here. `draw`: a draw from [0, 1) that is made whether it may strike or not. */
  strikes(kind: FaultKind, place: string, draw: number): boolean {
    if (this.#ended || draw >= this.#rates.get(kind)!) return false;
    const name = `${kind}@${place}`;
    if (this.only !== undefined && !this.only.has(name)) return false;
    this.injected.push(name);
    return true;
  }

  /** From now on none strikes. */
  end(): void {
    this.#ended = true;
  }
}

/** The kind of a fault that struck. */
export const kindOf = (name: FaultName): FaultKind => name.slice(0, name.indexOf('@')) as FaultKind;
