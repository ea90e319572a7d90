import { all, composedWith, holdsWhen, inProduct, unless, type Attack } from '../../attack';
import { message } from './request-row';

/** More than one person may ask for. */
export const allowances: readonly Attack[] = [
  {
    id: 'H60',
    tries: 'more messages than a person may send',
    defence: 'messages a second and person',
    options: { sendsPerSecond: 20, sendBurst: 40 },
    weakening: composedWith({ sendsPerSecond: 1_000_000, sendBurst: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const began = Date.now();
      const answers = await Promise.all(
        Array.from({ length: 120 }, () => product.call('POST', '/api/messages', message(person))),
      );
      const may = 40 + Math.ceil(((Date.now() - began) / 1000) * 20);
      const refused = answers.filter(({ status }) => status === 429);
      return all([
        holdsWhen(
          answers.length - refused.length <= may,
          `${answers.length - refused.length} were taken, where ${may} may be`,
        ),
        holdsWhen(
          refused.every(({ headers }) => Number(headers['retry-after']) >= 1),
          'nobody said when to come back',
        ),
      ]);
    },
  },
  {
    id: 'H61',
    tries: 'more trials and uploads than a person may make',
    defence: 'trials and uploads a minute and person',
    options: { trialsPerMinute: 5 },
    weakening: composedWith({ trialsPerMinute: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const statuses: number[] = [];
      for (let i = 0; i < 12; i++) {
        const { status } = await product.call('PUT', '/api/scripts/recv', {
          token: person.token,
          body: `main { x = ${i} }`,
          headers: { 'content-type': 'text/plain' },
        });
        statuses.push(status);
      }
      return unless(statuses.at(-1) === 429 ? null : `the answers were ${statuses.join(', ')}`);
    },
  },
  {
    id: 'H63',
    tries: 'a script of 1 MB, uploaded; one that is no UTF-8',
    defence: 'bytes of a source, before they are read; UTF-8, strictly',
    weakening: inProduct(['readBody("text/plain", limits.scriptSourceBytes)', 'readBody("text/plain", 1e9)']),
    async attempt(product) {
      const { token } = await product.person();
      const upload = (body: string | Buffer) =>
        product.call('PUT', '/api/scripts/recv', { token, body, headers: { 'content-type': 'text/plain' } });
      const [large, broken] = [
        await upload(`main { x = 1 } // ${'x'.repeat(1_000_000)}`),
        await upload(Buffer.from([0x6d, 0xc3, 0x28])),
      ];
      return all([
        // A connection that is cut while the rest is sent has refused it, too.
        holdsWhen(
          large.status === 413 || large.status === 0,
          `the large one was answered with ${large.status}`,
        ),
        holdsWhen(broken.status === 400, `the broken one was answered with ${broken.status}`),
      ]);
    },
  },
];
