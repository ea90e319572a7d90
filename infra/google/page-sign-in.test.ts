import { describe, expect, it } from '@jest/globals';
import { readPageSignIn } from './page-sign-in';

const described = {
  PARLEY_FIREBASE_API_KEY: 'key',
  PARLEY_FIREBASE_AUTH_DOMAIN: 'project.firebaseapp.com',
};

describe('how people may sign in', () => {
  it('given nothing, then with a password, and Firebase is not needed', () => {
    expect(readPageSignIn({})).toEqual({ signIn: ['password'] });
    expect(readPageSignIn({ ...described, PARLEY_SIGN_IN: 'password' })).toEqual({ signIn: ['password'] });
  });

  it('given another way, then the page is told what Firebase’s SDK needs', () => {
    expect(readPageSignIn({ ...described, PARLEY_SIGN_IN: 'password, email-link,google' })).toEqual({
      signIn: ['password', 'email-link', 'google'],
      firebase: { apiKey: 'key', authDomain: 'project.firebaseapp.com' },
    });
  });

  it('given another way without a description of Firebase, then what is missing is named', () => {
    expect(() => readPageSignIn({ PARLEY_SIGN_IN: 'google' })).toThrow(
      /Set PARLEY_FIREBASE_API_KEY, PARLEY_FIREBASE_AUTH_DOMAIN:/,
    );
  });

  it('given that it is said to be none, then it is missing', () => {
    const environment = {
      ...described,
      PARLEY_SIGN_IN: 'email-link',
      PARLEY_FIREBASE_AUTH_DOMAIN: 'none',
    };
    expect(() => readPageSignIn(environment)).toThrow(/Set PARLEY_FIREBASE_AUTH_DOMAIN:/);
  });

  it('given the emulator, then nothing more is needed, and the page is told where it is', () => {
    const environment = { PARLEY_SIGN_IN: 'email-link', FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099' };
    expect(readPageSignIn(environment).firebase?.emulatorUrl).toBe('http://127.0.0.1:9099');
  });

  it.each(['firebase', 'password,fax', ','])('given the ways “%s”, then they are refused by name', (ways) => {
    expect(() => readPageSignIn({ ...described, PARLEY_SIGN_IN: ways })).toThrow(/PARLEY_SIGN_IN lists/);
  });
});
