import { inWorker } from '../../attack';

/** Where the engine keeps to its limits. */
const defences = {
  // The clock below the gas ends what the gas lets pass: both have to go for a loop to have no end.
  gas: [
    ['if (-this.left > this.#beyond) {', 'if (false) {'],
    ['this.elapsed() > this.limits.milliseconds', 'false'],
  ],
  memory: [
    ['if (bytes > this.limits.memoryBytes) throw', 'if (false) throw'],
    ['if (this.#bytes > this.limits.memoryBytes) this.#census(bytes);', ''],
  ],
  strings: [['if (length > this.limits.stringLength) throw', 'if (false) throw']],
  texts: [['if (this.#length > this.meter.limits.stringLength) throw', 'if (false) throw']],
  depth: [['this.meter.atMost(depth, this.meter.limits.callDepth, "depth");', '']],
  nesting: [['if (nesting.depth >= most) {', 'if (false) {']],
  output: [
    [
      'if (this.#outputBytes > this.limits.outputBytes || this.#outputLines > this.limits.outputLines) {',
      'if (false) {',
    ],
  ],
  branches: [
    ['t.meter.atMost(n, t.meter.limits.branches, "branches");', ''],
    ['this.meter.atMost(alive.size + 1, this.limits.branches, "branches");', ''],
  ],
  sessions: [['if (count > 0) this.meter.atMost(this.#sessions, this.limits.sessions, "sessions");', '']],
  services: [
    [
      'if (parent !== null) this.meter.atMost(this.#services.length, this.limits.embeddedServices, "embedded");',
      '',
    ],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

/** The engine without some of its limits. */
export const without = (...names: readonly (keyof typeof defences)[]) =>
  inWorker(...names.flatMap((name) => [...defences[name]]));

/** Children of values as an ordinary object would have them: with all that it inherits. */
export const childrenInherit = inWorker([
  'get(name, hash) { if (this.bins === null) {',
  'get(name, hash) { if (name in {}) return {}[name]; if (this.bins === null) {',
]);
