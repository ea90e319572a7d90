import express, { type Request, type RequestHandler } from 'express';
import { findBroken, parseJson, type Rule } from '@parley/envelope';
import { ApiProblem, apiCodes } from './problem';

/** Demands the media type, in UTF-8, before a byte of the body is read. */
const demand =
  (mediaType: string): RequestHandler =>
  (request, _response, next) => {
    const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
    const charsets = parameters.map((parameter) => parameter.trim()).filter((p) => p.startsWith('charset='));
    const isUtf8 = charsets.every((charset) => /^charset="?utf-8"?$/.test(charset));
    if (type?.trim() === mediaType && isUtf8) return next();
    throw new ApiProblem(
      415,
      apiCodes.unsupportedMediaType,
      `The body must be ${mediaType} in UTF-8, and say so in Content-Type.`,
    );
  };

const invalid = (title: string, field?: string) =>
  new ApiProblem(400, apiCodes.invalidBody, title, field === undefined ? {} : { field });

/**
 * functions-framework reads and parses every body before it calls: what it read is then in `rawBody`, of whatever size.
 */
const takeWhatWasRead =
  (mostBytes: number): RequestHandler =>
  (request, _response, next) => {
    const { rawBody } = request as { rawBody?: unknown };
    if (Buffer.isBuffer(rawBody)) {
      if (rawBody.length > mostBytes) {
        throw new ApiProblem(413, apiCodes.bodyTooLarge, `The body may have up to ${mostBytes} bytes.`);
      }
      request.body = rawBody;
    }
    next();
  };

/** Reads a body of one media type, up to so many bytes; nothing is decompressed. */
export const readBody = (mediaType: string, mostBytes: number): RequestHandler[] => [
  demand(mediaType),
  takeWhatWasRead(mostBytes),
  express.raw({ type: () => true, limit: mostBytes, inflate: false }),
];

/** The body as text. Refuses what is not UTF-8. */
export function textOf(request: Request): string {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalid('The body must be UTF-8.');
  }
}

/** The body as a JSON object that keeps the rules. Refuses fields without a rule, by name. */
export function jsonOf<T>(request: Request, rules: ReadonlyMap<string, Rule>): T {
  const parsed = parseJson(textOf(request));
  if (!parsed.ok) throw invalid('The body must be JSON.');
  const broken = findBroken(parsed.json, rules);
  if (broken === null) return parsed.json as T;
  const { field, reason } = broken;
  throw field === '' ? invalid(`The body ${reason}.`) : invalid(`${field} ${reason}`, field);
}
