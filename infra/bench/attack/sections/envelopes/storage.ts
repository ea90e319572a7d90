import { statSync } from 'node:fs';
import path from 'node:path';
import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import { upload } from '../scripts/script-row';
import { inboxWith, send } from './delivery';

/** What is kept: who gets at it, and whether it is whole. */
export const storage: readonly Attack[] = [
  {
    id: 'S01',
    tries: 'reading the data as another user of the machine',
    defence: 'the folder and the keys are their owner’s alone',
    weakening: inProduct(['mode: 448', 'mode: 511']),
    async attempt(product) {
      const modes = [product.directory, path.join(product.directory, 'session-keys')]
        .filter((file) => statSync(file, { throwIfNoEntry: false }) !== undefined)
        .map((file) => statSync(file).mode & 0o077);
      return holdsWhen(
        modes.length > 0 && modes.every((mode) => mode === 0),
        `others may: ${modes.map((mode) => mode.toString(8)).join(', ')}`,
      );
    },
  },
  {
    id: 'S02',
    tries: 'a version of a script that is the name of a file: another person’s',
    defence: 'versions have the form of those that the product made',
    weakening: inProduct(['if (!versionName.test(version)) return null;', '']),
    async attempt(product) {
      const [owner, { token }] = [await product.person(), await product.person()];
      const uploaded = await upload(product, owner, 'main { x = 1 }');
      const version = uploaded.json['version'] as string;
      const names = [
        `..%2f${owner.id}-recv.ol%2f${version}`,
        `%2e%2e%2f${owner.id}-recv.ol%2f${version}`,
        '..%2f..%2fsession-keys',
        '..',
        '%2e%2e',
        'a%2fb',
        '__proto__',
        '%00',
      ];
      const reached: string[] = [];
      for (const name of names) {
        const { status } = await product.call('GET', `/api/scripts/recv/versions/${name}`, { token });
        if (status !== 404 && status !== 400) reached.push(`${name} ${status}`);
      }
      return holdsWhen(reached.length === 0, reached.join(', '));
    },
  },
  {
    id: 'S03',
    tries: 'ten uploads of one script at once',
    defence: 'each version is a file of its own, written whole; one of them is active',
    weakening: inProduct([
      'const version = `${at.replace(/[-:.]/g, "")}-${ids.uuid()}`;',
      'const version = "20270101T000000000Z-00000000-0000-4000-8000-000000000000";',
    ]),
    async attempt(product) {
      const person = await product.person();
      const sources = Array.from({ length: 10 }, (_, i) => `main { x = ${i} } // ${'x'.repeat(60_000)}`);
      const answers = await Promise.all(sources.map((source) => upload(product, person, source)));
      const { token } = person;
      const active = await product.call('GET', '/api/scripts/recv', { token });
      const listed = await product.call('GET', '/api/scripts/recv/versions?limit=50', { token });
      const versions = listed.json['versions'] as { readonly version: string; readonly active: boolean }[];
      const at = answers.findIndex(({ json }) => json['version'] === active.json['version']);
      return all([
        holdsWhen(
          answers.every(({ status }) => status === 200),
          'one was refused',
        ),
        holdsWhen(versions.length === 10, `${versions.length} of 10 versions are kept`),
        holdsWhen(versions.filter((each) => each.active).length === 1, 'there is not one active version'),
        holdsWhen(active.json['source'] === sources[at], 'the active one is not as it was uploaded'),
      ]);
    },
  },
  {
    id: 'S04',
    tries: 'reading an inbox page by page while it grows',
    defence: 'a page begins where the one before ended, by a position that is never given twice',
    weakening: inProduct([
      'WHERE user_id = ? AND position > ? AND',
      'WHERE user_id = ? AND position >= ? AND',
    ]),
    async attempt(product) {
      const person = await product.person();
      const texts = Array.from({ length: 60 }, (_, i) => `message ${i}`);
      const writing = (async () => {
        for (const text of texts) await send(product, person, [person], text);
      })();
      const read: string[] = [];
      let after = '';
      for (let empty = 0; read.length < texts.length && empty < 200; empty++) {
        const { status, json } = await product.call('GET', `/api/messages?limit=7${after}`, {
          token: person.token,
        });
        if (status !== 200) return holdsWhen(false, `a page was answered with ${status}`);
        const page = json['messages'] as { readonly messageBody: string; readonly cursor: string }[];
        read.push(...page.map(({ messageBody }) => messageBody));
        if (page.length > 0) after = `&after=${encodeURIComponent(page.at(-1)!.cursor)}`;
        else await pause(50);
      }
      await writing;
      await inboxWith(product, person, texts.length);
      return holdsWhen(
        read.join() === texts.join(),
        `${read.length} of ${texts.length} were read, ${new Set(read).size} different ones`,
      );
    },
  },
];
