import path from 'node:path';
import express, { Router } from 'express';

/**
 * The built web page. Files with a hash in their name never change and are kept for a year; every other address that
 * a person could open is the page itself, which then shows what belongs there.
 */
export function pageRoutes(directory: string): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(path.join(directory, 'assets'), {
      immutable: true,
      maxAge: '365d',
      index: false,
      redirect: false,
      fallthrough: true,
    }),
  );
  router.use(
    express.static(directory, { index: false, redirect: false, cacheControl: false, dotfiles: 'ignore' }),
  );
  router.use((request, response, next) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && path.extname(request.path) === '';
    if (!isPage || request.path.startsWith('/assets/')) return next();
    response.set('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: directory, cacheControl: false }, (failure) => {
      if (failure !== undefined && !response.headersSent) next();
    });
  });
  router.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.\n');
  });
  return router;
}
