import { describe, expect, it } from '@jest/globals';
import type { PageConfig } from './deps';
import { securityHeadersOf } from './security-headers';

const here: PageConfig = { apiUrl: '/api', relayUrl: '/ws', signIn: ['password'], limits: {} };
const cloud: PageConfig = {
  ...here,
  apiUrl: 'https://api.example.org/api',
  relayUrl: 'wss://relay.example.org/ws',
};
const firebase = { apiKey: 'key', authDomain: 'project.firebaseapp.com' };

/** The policy's directives, by name; those that are not the same for every page. */
const policyOf = (config: PageConfig) => {
  const directives = securityHeadersOf(config)['Content-Security-Policy']!.split('; ');
  const of = (name: string) => directives.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1);
  return { script: of('script-src'), connect: of('connect-src'), frame: of('frame-src') };
};
const openerOf = (config: PageConfig) => securityHeadersOf(config)['Cross-Origin-Opener-Policy'];

describe('what a page may load and whom it may talk to', () => {
  it('given that everything is on its own host, then that host alone', () => {
    expect(policyOf(here)).toEqual({ script: "'self'", connect: "'self'", frame: undefined });
    expect(openerOf(here)).toBe('same-origin');
  });

  it('given an API and a relay on other hosts, then those, and no others', () => {
    expect(policyOf(cloud).connect).toBe("'self' https://api.example.org wss://relay.example.org");
  });

  it('given links by email, then Firebase’s API besides', () => {
    const config = { ...cloud, signIn: ['password', 'email-link'], firebase };
    expect(policyOf(config)).toEqual({
      script: "'self'",
      connect:
        "'self' https://api.example.org wss://relay.example.org https://identitytoolkit.googleapis.com",
      frame: undefined,
    });
    expect(openerOf(config)).toBe('same-origin');
  });

  it('given Google, then its code and its window too', () => {
    const config = { ...here, signIn: ['google'], firebase };
    expect(policyOf(config)).toEqual({
      script: "'self' https://apis.google.com",
      connect: "'self' https://identitytoolkit.googleapis.com",
      frame: 'https://project.firebaseapp.com',
    });
    expect(openerOf(config)).toBe('same-origin-allow-popups');
  });

  it('given the emulator, then it stands for Firebase’s servers', () => {
    const emulatorUrl = 'http://127.0.0.1:9099';
    const config = { ...here, signIn: ['google'], firebase: { ...firebase, emulatorUrl } };
    expect(policyOf(config)).toMatchObject({ connect: `'self' ${emulatorUrl}`, frame: emulatorUrl });
  });
});
