import { GoogleError } from '../errors';
import { identityFor, nobody, openHttp } from '../http';
import { retried } from '../retried';
import { notFound } from './missing';
import type { ObjectMetadata, Objects } from './objects';

/** What may be over in a moment: https://cloud.google.com/storage/docs/retry-strategy; reading twice is no harm. */
const passing = [408, 429, 500, 502, 503, 504];

/** An answer that says so; or none, and then not because nobody knows who asks. */
const isPassing = (failure: unknown) => {
  const { code } = failure as { readonly code?: unknown };
  return typeof code === 'number' ? passing.includes(code) : !(failure instanceof GoogleError);
};

/**
 * The objects of a bucket by HTTP, at the emulator (an address with its scheme) where one is named: for what begins with
 * an event, which Google's library would make wait.
 */
export function openObjectsHttp(bucket: string, emulator = ''): Objects {
  const ask =
    emulator === ''
      ? openHttp('https://storage.googleapis.com', identityFor('devstorage.read_only'))
      : openHttp(emulator, nobody);

  const read = (name: string, parameters: Readonly<Record<string, string>>): Promise<string | null> =>
    retried(async () => {
      const object = `/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(name)}`;
      const { status: code, body } = await ask('GET', `${object}?${new URLSearchParams(parameters)}`);
      if (code === notFound) return null;
      if (code !== 200) throw Object.assign(new Error(`Cloud Storage answered ${code}`), { code });
      return body;
    }, isPassing);

  return {
    async metadata(name, generation) {
      const body = await read(name, generation === undefined ? {} : { generation });
      return body === null ? null : (JSON.parse(body) as ObjectMetadata);
    },
    text: (name, generation) => read(name, { generation, alt: 'media' }),
  };
}
