/** Waits so long; null, so that it can stand for what did not come. */
export const pause = (milliseconds: number): Promise<null> =>
  new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
