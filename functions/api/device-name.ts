/** Browsers by what tells them from others that claim the same names; the first that is found counts. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/\S+ .*\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const named = (list: typeof programs, text: string) => list.find(([pattern]) => pattern.test(text))?.[1];

/**
 * What a User-Agent header says, in plain words: `Firefox on Windows`, or the name of another program, `curl`. Empty
 * when it says nothing that a person would know again. Never longer than 64 characters.
 */
export function deviceNameOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 512);
  const program = named(programs, text);
  const system = named(systems, text);
  if (program !== undefined) return system === undefined ? program : `${program} on ${system}`;
  if (system !== undefined) return system;
  return /^([A-Za-z][\w.-]{0,63})(?:\/|$)/.exec(text)?.[1] ?? '';
}
