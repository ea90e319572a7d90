const mostTries = 5;
const pauseMilliseconds = 100;
/** Who waits for it has given up by then. */
const mostMilliseconds = 60_000;

/** Waits before the next of several tries, longer each time and never as long as others do. */
export const pause = (tries: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, pauseMilliseconds * 2 ** (tries - 1) * (0.5 + Math.random()));
  });

/** Does work again that fails with what may be over in a moment, a few times. */
export async function retried<T>(
  work: () => Promise<T>,
  isPassing: (failure: unknown) => boolean,
): Promise<T> {
  const began = Date.now();
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (failure) {
      const isOver = tries === mostTries || Date.now() - began > mostMilliseconds;
      if (isOver || !isPassing(failure)) throw failure;
      await pause(tries);
    }
  }
}
