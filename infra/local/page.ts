import { readdirSync } from 'node:fs';
import path from 'node:path';
import express, { Router, type Request, type RequestHandler } from 'express';

/** Encodings that the build makes of its files, the best first, by the ending of their names. */
const endings = { br: '.br', gzip: '.gz' } as const;
type Encoding = keyof typeof endings;

/** The files below the directory, as the paths that they are asked for by. */
const filesOf = (directory: string): ReadonlySet<string> =>
  new Set(
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((file) =>
      path.posix.join('/', file.replaceAll(path.sep, '/')),
    ),
  );

/**
 * Lets a file be sent in the best encoding that the build made of it and that the caller takes: the request is led to
 * that file, under the type of the one that was asked for.
 */
function precompressed(files: ReadonlySet<string>): RequestHandler {
  const encodingOf = (request: Request): Encoding | undefined =>
    (Object.keys(endings) as Encoding[]).find(
      (each) => files.has(request.path + endings[each]) && request.acceptsEncodings(each) !== false,
    );
  return (request, response, next) => {
    if (!files.has(request.path)) return next();
    response.vary('Accept-Encoding');
    const encoding = encodingOf(request);
    if (encoding !== undefined) {
      response.type(path.extname(request.path)).set('Content-Encoding', encoding);
      request.url = request.path + endings[encoding];
    }
    next();
  };
}

/**
 * The built web page. Files with a hash in their name never change and are kept for a year; every other address that
 * a person could open is the page itself, which then shows what belongs there.
 */
export function pageRoutes(directory: string): Router {
  const router = Router();
  const plain = { index: false, redirect: false, dotfiles: 'ignore' } as const;
  // What operators know it by; the page keeps its places in the fragment.
  router.get('/ops', (_request, response) => response.redirect(302, '/#/operations'));
  router.use((request, _response, next) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && path.extname(request.path) === '';
    if (isPage && !request.path.startsWith('/assets/')) request.url = '/index.html';
    next();
  });
  router.use(precompressed(filesOf(directory)));
  router.use(
    '/assets',
    express.static(path.join(directory, 'assets'), { ...plain, immutable: true, maxAge: '365d' }),
  );
  router.use(
    express.static(directory, {
      ...plain,
      cacheControl: false,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.use((_request, response) => {
    response.removeHeader('Content-Encoding');
    response.status(404).type('text/plain').send('There is nothing here.\n');
  });
  return router;
}
