import type { RequestHandler } from 'express';
import type { PageConfig } from './deps';

/** Where pages sign in with Firebase Auth: https://cloud.google.com/identity-platform/docs/use-rest-api. */
const firebaseApi = 'https://identitytoolkit.googleapis.com';
/** Google's own code, which opens its window and hears what was chosen there. */
const googleCode = 'https://apis.google.com';

/** The origins of those addresses that are not on the page's own host. */
const othersOf = (...addresses: readonly string[]): string[] => [
  ...new Set(addresses.filter((each) => /^(https?|wss?):/.test(each)).map((each) => new URL(each).origin)),
];

/**
 * What a page may load and whom it may talk to (https://www.w3.org/TR/CSP3/): its own files, and what its configuration
 * names. No script but the page's own files, unless people sign in with Google. Styles may be inline: the page's
 * components bring theirs that way.
 */
function contentSecurityPolicy({ apiUrl, relayUrl, signIn, firebase }: PageConfig): string {
  const emulator = firebase?.emulatorUrl;
  const withGoogle = firebase !== undefined && signIn.includes('google');
  const connect = [
    ...othersOf(apiUrl, relayUrl),
    ...(firebase === undefined ? [] : othersOf(emulator ?? firebaseApi)),
  ];
  const frames = withGoogle ? othersOf(emulator ?? `https://${firebase.authDomain}`) : [];
  return [
    "default-src 'none'",
    ["script-src 'self'", ...(withGoogle ? [googleCode] : [])].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    ["connect-src 'self'", ...connect].join(' '),
    ...(frames.length === 0 ? [] : [`frame-src ${frames.join(' ')}`]),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer, the page's files included. Nothing is allowed to origins that the configuration does not name. */
export const securityHeadersOf = (config: PageConfig): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': contentSecurityPolicy(config),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  // Google's window tells the page who signed in; it could not if they were parted.
  'Cross-Origin-Opener-Policy':
    config.firebase !== undefined && config.signIn.includes('google')
      ? 'same-origin-allow-popups'
      : 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
});

/** Sets them. */
export function securityHeaders(config: PageConfig): RequestHandler {
  const headers = securityHeadersOf(config);
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}
