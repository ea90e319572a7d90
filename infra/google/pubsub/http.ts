import { identityFor, nobody, openHttp } from '../http';

/** Posts JSON to a path of Pub/Sub's HTTP interface; resolves with the status of the answer. Rejects where none came. */
export type Post = (path: string, json: string) => Promise<number>;

/** Pub/Sub by HTTP: with the identity of the process, or at the emulator (`host:port`) without one. */
export function openPubSubHttp(emulator = ''): Post {
  const ask =
    emulator === ''
      ? openHttp('https://pubsub.googleapis.com', identityFor('pubsub'))
      : openHttp(`http://${emulator}`, nobody);
  return async (path, json) => (await ask('POST', path, json)).status;
}
