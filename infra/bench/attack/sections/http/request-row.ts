import { all, holdsWhen, type Attack, type Weakening } from '../../attack';
import type { Answer, Call } from '../../client/http';
import type { Person } from '../../product/product';

/** A single request, and what its answer must be. */
export interface Request {
  readonly id: string;
  readonly tries: string;
  readonly defence: string;
  readonly method: string;
  readonly path: string;
  readonly call?: (person: Person) => Call;
  readonly holds: (answer: Answer) => boolean;
  readonly weakening: Weakening;
}

export const is =
  (...statuses: number[]) =>
  ({ status }: Answer) =>
    statuses.includes(status);
export const json = { 'content-type': 'application/json' };
export const message = ({ id, token }: Person, more: object = {}) => ({
  token,
  json: { messageBody: 'x', recipientIds: [id], ...more },
});

/** Asks once: it is answered as it must be, by a server that did not fail, and nothing is added to what all objects inherit from. */
export const requestRow = ({
  id,
  tries,
  defence,
  method,
  path,
  call,
  holds,
  weakening,
}: Request): Attack => ({
  id,
  tries,
  defence,
  weakening,
  async attempt(product) {
    const person = await product.person();
    const answer = await product.call(method, path, call?.(person));
    const { prototypes } = await product.ask({ kind: 'examine' });
    return all([
      holdsWhen(holds(answer), `it was answered with ${answer.status} ${answer.text.slice(0, 120)}`),
      holdsWhen(!prototypes.flat().includes('polluted'), 'a prototype was written to'),
      holdsWhen(answer.status < 500, `the server failed: ${answer.status}`),
    ]);
  },
});
