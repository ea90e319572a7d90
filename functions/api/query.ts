import type { Request } from 'express';
import { limits } from '@parley/envelope';
import type { Seals } from '@parley/accounts';
import { ApiProblem, apiCodes } from './problem';

const invalid = (field: string, reason: string) =>
  new ApiProblem(400, apiCodes.invalidQuery, `${field} ${reason}`, { field });

/** The query's parameters: each at most once, none but those named. */
export function queryOf<N extends string>(
  request: Request,
  names: readonly N[],
): { readonly [K in N]?: string } {
  const found: { [K in N]?: string } = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (!(names as readonly string[]).includes(name)) throw invalid(name, 'is not a parameter here');
    if (typeof value !== 'string') throw invalid(name, 'must be given once');
    found[name as N] = value;
  }
  return found;
}

/** The page's size: 50 unless said, at most 200. */
export function limitOf(text: string | undefined): number {
  if (text === undefined) return limits.pageDefault;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalid('limit', 'must be a whole number from 1');
  return Math.min(Number(text), limits.pageMaximum);
}

/** Where a list that goes back in the inbox continues, from its sealed cursor; nowhere without one. */
export function placeOf(
  seals: Seals,
  userId: number,
  kind: string,
  cursor: string | undefined,
): { readonly before?: number } {
  if (cursor === undefined) return {};
  const position = seals.open(userId, kind, cursor);
  if (position !== null) return { before: Number(position) };
  throw new ApiProblem(400, apiCodes.cursor, 'The cursor is not valid here.', { field: 'after' });
}

export { invalid as invalidQuery };
