/**
 * What was not measured: Google's services can't be reached from where the figures were made. Each is a round number
 * of the size that Google's users report; the model is as good as they are.
 */
export const assumptions = {
  /** Median of one call to Firestore from the same region, and of a commit, ms. */
  firestoreReadMilliseconds: 8,
  firestoreCommitMilliseconds: 25,
  /** Reading an object's metadata or content, ms. */
  storageReadMilliseconds: 30,
  /** Median of a publication until the broker holds it, and from there to the push at a stage or the pull at a relay, ms. */
  publishMilliseconds: 15,
  pushMilliseconds: 25,
  /** The 99th percentile of either against its median: the distributions are log-normal. */
  tail: 6,
  /** An instance from nothing to its first request, ms. */
  coldStartMilliseconds: 2_500,
  /** The share of an instance's processor and places that Cloud Run means to use: it adds instances beyond. */
  target: 0.6,
  /** How much slower a vCPU of Cloud Run is than the machine that was measured. */
  processorRatio: 1.5,
  /** Heartbeats of a relay's sessions, and renewals of its lease, s (infra/relay). */
  heartbeatSeconds: 30,
  leaseSeconds: 10,
  /** Bytes of one frame beside the text: JSON, WebSocket, TLS. */
  frameOverheadBytes: 520,
  smallFrameBytes: 220,
  /** Bytes of one publication beside the text: the envelope and the attributes. */
  publicationOverheadBytes: 700,
  /** A relay's rollout: all are replaced within this long, s. */
  rolloutSeconds: 600,
  daysOfMonth: 30.4375,
} as const;

/** What terraform/environments/production.tfvars gives the parts; scale.test.ts compares. */
export const sizes = {
  relay: { maxInstances: 50, places: 1000, memoryGiB: 2, vcpu: 2 },
  'jolie-exec': { maxInstances: 100, places: 8, memoryGiB: 1, vcpu: 2 },
  'auto-reply': { maxInstances: 50, places: 80, memoryGiB: 0.5, vcpu: 1 },
  router: { maxInstances: 100, places: 40, memoryGiB: 1, vcpu: 1 },
} as const;
