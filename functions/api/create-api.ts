import express, { Router, type Express } from 'express';
import { cors } from './cors';
import type { ApiDeps } from './deps';
import { ApiProblem, apiCodes, problemHandler } from './problem';
import { openApiRoute } from './openapi-route';
import { metricsRoute } from './metrics-route';
import { accountRoutes } from './routes/account-routes';
import { autoReplyRoutes } from './routes/auto-reply-routes';
import { blockRoutes } from './routes/block-routes';
import { conversationRoutes } from './routes/conversation-routes';
import { messageRoutes } from './routes/message-routes';
import { operationRoutes } from './routes/operation-routes';
import { runRoutes } from './routes/run-routes';
import { scriptRoutes } from './routes/script-routes';
import { sessionRoutes } from './routes/session-routes';
import { signInRoutes } from './routes/sign-in-routes';
import { userRoutes } from './routes/user-routes';
import { measured } from './measured';
import { securityHeaders } from './security-headers';

/**
 * The HTTP interface as an Express application: `/api`, `/config.json`, `/healthz`. Every other path is left to what
 * is mounted behind it. Failures are written as problems (RFC 9457), whose `code` is stable.
 */
export function createApi(deps: ApiDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.proxies ?? false);
  app.use(securityHeaders(deps.config));
  app.use(measured(deps));
  if (deps.origins !== undefined && deps.origins.length > 0) app.use(cors(deps.origins));

  app.get('/healthz', async (_request, response) => {
    const healthy = (await deps.isHealthy?.()) ?? true;
    response
      .set('Cache-Control', 'no-store')
      .status(healthy ? 200 : 503)
      .json({ healthy });
  });
  app.get('/config.json', async (_request, response) => {
    const samples = (await deps.samples?.()) ?? [];
    response
      .set('Cache-Control', 'no-cache')
      .json({ ...deps.config, ...(samples.length === 0 ? {} : { samples }) });
  });

  if (deps.metrics !== undefined) app.get('/metrics', metricsRoute(deps, deps.metrics));

  const api = Router();
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  api.get('/openapi.json', openApiRoute);
  for (const routes of [
    signInRoutes,
    sessionRoutes,
    accountRoutes,
    userRoutes,
    blockRoutes,
    messageRoutes,
    conversationRoutes,
    scriptRoutes,
    autoReplyRoutes,
    runRoutes,
    operationRoutes,
  ]) {
    api.use(routes(deps));
  }
  api.use(() => {
    throw new ApiProblem(404, apiCodes.notFound, 'There is nothing here.');
  });
  app.use('/api', api);
  app.use(problemHandler(deps.telemetry));
  return app;
}
