import { loadProduct } from './load';

/** Asks too much of the product, prints what it did, and resolves with whether it lost nothing and recovered. */
export async function askTooMuch(
  { sockets }: { readonly sockets: number },
  now: () => number,
  print: (line: string) => void,
): Promise<boolean> {
  const outcome = await loadProduct({ root: process.cwd(), sockets, openMilliseconds: 60_000, print, now });
  const { burst, everybody, slowReader, memory } = outcome;
  print('');
  print(`sockets      ${outcome.sockets.open} of ${outcome.sockets.wanted} opened within a minute`);
  print(
    `burst        ${burst.sent} messages at ten times the rate: ${burst.accepted} accepted, ${burst.rateLimited} rejected as rate-limited, ` +
      `${burst.closedForRate} sockets closed with 4429, ${burst.missing} accepted and missing; ${burst.recovered ? 'recovered' : 'not recovered'}`,
  );
  print(
    `everybody    ${everybody.reached} of ${everybody.recipients} reached, after ${everybody.milliseconds} ms`,
  );
  print(
    `slow reader  closed with ${slowReader.closedWith}; ${slowReader.fastMissing} missing for who reads, ${slowReader.slowMissing} for the slow one when it came back`,
  );
  print(
    `memory       ${Object.entries(memory)
      .map(([what, used]) => `${what} ${used} MiB`)
      .join(', ')}`,
  );
  return (
    burst.missing === 0 &&
    burst.recovered &&
    everybody.reached === everybody.recipients &&
    slowReader.fastMissing === 0 &&
    slowReader.slowMissing === 0
  );
}
