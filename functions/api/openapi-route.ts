import type { RequestHandler } from 'express';
import { openApiDocument } from './openapi';

/** Serves the description of the interface, to everybody. */
export const openApiRoute: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-cache').json(openApiDocument);
};
