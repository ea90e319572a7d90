/** The flags of a part of a pattern. */
export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly unicodeCase: boolean;
  readonly unicodeClasses: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
  readonly unixLines: boolean;
}

export const noFlags: PatternFlags = {
  ignoreCase: false,
  unicodeCase: false,
  unicodeClasses: false,
  dotAll: false,
  multiline: false,
  comments: false,
  unixLines: false,
};

/** The flags with the one of a letter on or off; null for a letter that is none's, and for `c`, which is not offered. */
export function withFlag(flags: PatternFlags, letter: string, on: boolean): PatternFlags | null {
  switch (letter) {
    case 'i':
      return { ...flags, ignoreCase: on };
    case 'm':
      return { ...flags, multiline: on };
    case 's':
      return { ...flags, dotAll: on };
    case 'd':
      return { ...flags, unixLines: on };
    case 'u':
      return { ...flags, unicodeCase: on };
    case 'x':
      return { ...flags, comments: on };
    case 'U':
      return { ...flags, unicodeClasses: on, unicodeCase: on };
    default:
      return null;
  }
}
