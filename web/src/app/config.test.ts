import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config';

const answering =
  (body: unknown, status = 200) =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));

describe('the server’s configuration', () => {
  it('may name paths on the page’s own host', async () => {
    expect(
      await readConfig(answering({ apiUrl: '/api', relayUrl: '/ws' }), 'https://chat.example/x'),
    ).toEqual({
      apiUrl: 'https://chat.example/api',
      relayUrl: 'wss://chat.example/ws',
      samples: [],
      withPassword: true,
      vouching: null,
    });
  });

  it('may name other hosts', async () => {
    const config = { apiUrl: 'https://api.example/api/', relayUrl: 'wss://relay.example/ws' };
    expect(await readConfig(answering(config), 'https://chat.example/')).toEqual({
      apiUrl: 'https://api.example/api',
      relayUrl: 'wss://relay.example/ws',
      samples: [],
      withPassword: true,
      vouching: null,
    });
  });

  it('says who can be tried as, where a server on one machine offers it', async () => {
    const config = { apiUrl: '/api', relayUrl: '/ws', samples: ['ada', 'ben'] };
    expect(await readConfig(answering(config), 'http://x.example/')).toMatchObject({
      samples: ['ada', 'ben'],
    });
  });

  it('says in which other ways people may sign in, and who vouches for them', async () => {
    const firebase = { apiKey: 'key', authDomain: 'project.firebaseapp.com' };
    const config = { signIn: ['google', 'email-link', 'by-fax'], firebase };
    expect(await readConfig(answering(config), 'https://x.example/')).toMatchObject({
      withPassword: false,
      vouching: { ways: ['email-link', 'google'], firebase },
    });
  });

  it('offers no other way than a password where nobody is named who vouches', async () => {
    const config = { signIn: ['password', 'google'] };
    expect(await readConfig(answering(config), 'https://x.example/')).toMatchObject({
      withPassword: true,
      vouching: null,
    });
  });

  it('is missing when the server fails or does not answer', async () => {
    expect(await readConfig(answering({}, 503), 'http://x.example/')).toBeNull();
    expect(await readConfig(() => Promise.reject(new TypeError('offline')), 'http://x.example/')).toBeNull();
  });
});
