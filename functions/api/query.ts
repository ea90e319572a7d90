import type { Request } from 'express';
import { limits } from '@parley/envelope';
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

export { invalid as invalidQuery };
