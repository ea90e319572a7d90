import { askingAs, callers, makeWorld, rights, type Access, type Caller } from '../access/access';
import { operations } from '../access/operations';
import { inProduct, unless } from '../attack';
import type { Attack, Section, Weakening } from '../attack';
import { everybodyIsVouchedFor, withMiddleware } from '../plants';
import type { Person } from '../product/product';

/** Whoever asks is taken for the owner, as a header says. */
const believed = 'JSON.parse(request.headers["x-lab-owner"])';
const everybodyIsTheOwner = inProduct(
  [
    'const token = bearerOf(request);',
    `if (request.headers["x-lab-owner"] !== void 0) return ${believed}; const token = bearerOf(request);`,
  ],
  ['await signIn.refresh(bearerOf(request) ?? "")', 'await signIn.refresh(request.headers["x-lab-token"])'],
);
const everySocketIsTheOwners = inProduct([
  'const { holder, expiresAt } = authenticated;',
  `const { expiresAt } = authenticated; const holder = request.headers["x-lab-owner"] === void 0 ? authenticated.holder : ${believed};`,
]);

/** A server that takes what is pushed to stages from whoever pushes it. */
const anybodyPublishes = withMiddleware(
  '(request, response, next) => request.method === "POST" && !request.path.startsWith("/api") ? response.status(204).end() : next()',
);
/** What anybody may, asks for a sign-in: here it is a promise that is broken, not a defence. */
const nobodyIsAnybody = withMiddleware(
  '(request, response, next) => request.headers["x-lab-owner"] !== void 0 && request.headers.authorization === void 0 ? response.status(401).end() : next()',
);

const weakeningOf = ({ operation, right }: Access): Weakening => {
  if (operation.startsWith('topic')) return anybodyPublishes;
  if (right === 'anybody') return nobodyIsAnybody;
  if (operation === 'POST /api/session') return everybodyIsVouchedFor;
  if (operation === 'GET /metrics')
    return inProduct(['if (await accounts.isOperator(caller.userId)) return caller;', 'return caller;']);
  return operation.startsWith('frame') ? everySocketIsTheOwners : everybodyIsTheOwner;
};

/** Each operation as an attack: all four try it, and only those get at the owner's things who may. */
export const accessAttack = (access: Access, i: number): Attack => ({
  id: `A${String(i + 1).padStart(2, '0')}`,
  tries: `${access.operation}, by everybody`,
  defence: `${access.object}: ${access.right}`,
  weakening: weakeningOf(access),
  async attempt(product) {
    const world = await makeWorld(product);
    const [other, operator] = [await product.person(), await product.person()];
    await product.ask({ kind: 'operator', userId: operator.id });
    const people: Record<Caller, Person | null> = { owner: world.owner, other, operator, nobody: null };
    const may: readonly Caller[] = rights[access.right];
    const wrong: string[] = [];
    // The owner last: what they may do may be the end of it.
    for (const caller of [...callers].reverse()) {
      const reached = await access.reaches(world, askingAs(world, people[caller]));
      if (reached !== may.includes(caller)) wrong.push(`${caller} ${reached ? 'could' : 'could not'}`);
    }
    return unless(wrong.length === 0 ? null : wrong.join(', '));
  },
});

export const access: Section = { name: 'access', attacks: operations.map(accessAttack) };
