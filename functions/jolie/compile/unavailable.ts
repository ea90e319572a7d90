/** What a sandbox does not give, by package, technology or foreign language, in a script author's words. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['file', 'scripts cannot read or write files'],
  ['exec', 'scripts cannot start programs'],
  ['database', 'scripts cannot open databases'],
  ['network_service', 'scripts cannot use the network'],
  ['smtp', 'scripts cannot send mail'],
  ['zip_utils', 'scripts cannot read or write archives'],
  ['ui', 'scripts have no windows'],
  ['swing_ui', 'scripts have no windows'],
  ['Java', 'scripts cannot embed Java'],
  ['java', 'scripts cannot embed Java'],
  ['JavaScript', 'scripts cannot embed JavaScript'],
  ['javascript', 'scripts cannot embed JavaScript'],
]);

/** The package that a module's name or an included file speaks of. */
export const packageOf = (name: string): string => name.replace(/\.iol$/, '').replaceAll('-', '_');

/** Whether a module's name or an included file speaks of a package of the official library that is not offered. */
export const isUnavailable = (name: string): boolean => reasons.has(packageOf(name));

/** The sentence for a package or technology that is not offered. */
export const whyUnavailable = (name: string): string => reasons.get(name) ?? `scripts cannot embed ${name}`;
