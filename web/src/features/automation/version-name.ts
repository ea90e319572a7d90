/** A version's short name: the first characters of what tells it from all others. The rest of it is a date. */
export function shortVersion(version: string): string {
  const [, unique = version] = version.split('-');
  return unique.slice(0, 4);
}
