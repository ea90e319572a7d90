import { all, holdsWhen, inProduct, type Attack, type Weakening } from '../../attack';
import { doorsOpenedBy, forge, sessionOf, type Forged, type Spoken } from './forge';

/** What a row says of its token: what it has otherwise than a right one, or how it is made. */
interface Token {
  readonly id: string;
  readonly tries: string;
  readonly defence: string;
  /** The signature, unless said otherwise. */
  readonly weakening?: Weakening;
  readonly forged?: () => Forged;
  /** Of the session it speaks for, and of a genuine token of it. */
  readonly make?: (of: Spoken, genuine: string) => string;
}

export const headerCheck =
  'if (header.alg !== "HS256" || Object.keys(header).some((name) => !headerNames.has(name))) return null;';
export const signature =
  'const { payload } = await compactVerify(token, keyOf(header.kid), { algorithms: ["HS256"] });';
/** In place of the signature: whatever it says is believed. */
export const unverified = 'const payload = fromBase64url(token.split(".")[1]);';
const withoutSignature = inProduct([headerCheck, ''], [signature, unverified]);

/** Knocks with a forged token at every door; none opens, and all do for a token that is right. */
export function tokenRow({
  id,
  tries,
  defence,
  weakening = withoutSignature,
  forged = () => ({}),
  make = (of) => forge(of, forged()),
}: Token): Attack {
  return {
    id,
    tries,
    defence,
    weakening,
    async attempt(product) {
      // The first account is the one that a forged subject names.
      await product.person();
      const person = await product.person();
      const session = sessionOf(person.token);
      const opened = await doorsOpenedBy(product, make(session, person.token));
      const control = await doorsOpenedBy(product, forge(session));
      return all([
        holdsWhen(opened.length === 0, `it opened ${opened.join(', ')}`),
        // Without it, a forgery that is refused for a mistake of the laboratory's would count as held.
        holdsWhen(control.length === 3, `a token that is right opened only: ${control.join(', ')}`),
      ]);
    },
  };
}
