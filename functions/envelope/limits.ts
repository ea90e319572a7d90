/**
 * Every limit of the product, with its unit. Defaults: a composition root may hand other values to the parts
 * that take them as options. The engine's limits of a run are here too, since the page shows them.
 */
export const limits = {
  /** UTF-8 bytes of a message's text. */
  messageBodyBytes: 64 * 1024,
  /** Bytes of one WebSocket frame. */
  frameBytes: 128 * 1024,
  /** Distinct recipients of a message. */
  recipients: 256,
  /** UTF-8 bytes of a script's source. */
  scriptSourceBytes: 64 * 1024,
  /** Stages between bootstrap and delivery. */
  pipelineStages: 16,
  /** One run of one script. */
  run: {
    gas: 5_000_000,
    /** Processor milliseconds: the net below the gas. */
    milliseconds: 500,
    wallClockMilliseconds: 2_000,
    memoryBytes: 16 * 1024 * 1024,
    stringLength: 1024 * 1024,
    callDepth: 256,
    branches: 64,
    sessions: 256,
    embeddedServices: 32,
    timers: 16,
    outputBytes: 64 * 1024,
    outputLines: 1_000,
    /** Messages one run may make. */
    messages: 20,
  },
  /** Wall clock that all scripts of one message share, ms. */
  scriptsOfMessageMilliseconds: 5_000,
  /** A script that spends more wall clock in the window rests, ms. */
  suspension: { windowMilliseconds: 60_000, spentMilliseconds: 10_000, restMilliseconds: 60_000 },
  /** Messages that scripts may make for one root message, in the order of owner ids. */
  messagesByScripts: 50,
  /** Sends of one user: a token bucket. */
  sendsPerSecond: 20,
  sendBurst: 40,
  socketsPerUser: 8,
  framesPerSecond: 100,
  /** A session's `Typing` frames are at least this far apart, ms; those between are not passed on. */
  typingMilliseconds: 3_000,
  typingRecipients: 16,
  /** People whose presence one session may watch. */
  watched: 200,
  /** People whom one person may block. */
  blocked: 1_000,
  /** Trials and uploads of scripts that one person may make at once, and a minute. */
  trialBurst: 10,
  trialsPerMinute: 60,
  /** Wall clock in which a trial must have ended, its wait for a worker included, ms. */
  trialMilliseconds: 12_000,
  /** Messages over which a script may be replayed, and the wall clock that takes at most, ms. */
  replayed: 100,
  replayMilliseconds: 10_000,
  /** Logins from one address in a minute. */
  loginsPerMinute: 5,
  /**
   * Wrong passwords for one account: from one network, and from all networks together where nobody signed in to it
   * before; so many at once, and so many more an hour.
   */
  wrongPasswords: {
    ofNetwork: { atOnce: 10, perHour: 10 },
    ofAccount: { atOnce: 100, perHour: 20 },
  },
  /** Bytes that may queue on a socket before it is closed as a slow consumer. */
  socketBacklogBytes: 1024 * 1024,
  /** Users whose inboxes the router writes in one transaction. */
  inboxChunk: 64,
  /** Items of a page, at most, and when nothing is said. */
  pageMaximum: 200,
  pageDefault: 50,
} as const;
