import { GoogleError } from './errors';

/**
 * Reads settings from an environment, all at once: those with null must be there, the others have what is usual. Throws
 * `missing-setting`, which names every one that is missing.
 */
export function readConfiguration<T extends Readonly<Record<string, string | null>>>(
  environment: Readonly<Record<string, string | undefined>>,
  settings: T,
): { readonly [K in keyof T]: string } {
  const missing: string[] = [];
  const read: Record<string, string> = {};
  for (const [name, usual] of Object.entries(settings)) {
    const value = environment[name] ?? usual;
    if (value === null || value === '') missing.push(name);
    else read[name] = value;
  }
  if (missing.length === 0) return read as { readonly [K in keyof T]: string };
  throw new GoogleError('missing-setting', `Set ${missing.join(', ')}: docs/operating.md says to what.`);
}

/** Settings that list things, separated by commas; spaces around them do not count. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
