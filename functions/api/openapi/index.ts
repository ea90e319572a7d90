import { accountPaths } from './account-paths';
import type { Paths, Schema } from './build';
import { operationPaths } from './operation-paths';
import { messagePaths } from './message-paths';
import { schemas } from './schemas';
import { scriptPaths } from './script-paths';
import { servicePaths } from './service-paths';

/** The HTTP interface in OpenAPI's words. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Paths;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

/** The document that `/api/openapi.json` serves; tests compare it with what the interface does, both ways. */
export const openApiDocument: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Parley',
    version: '1',
    summary: 'A chat whose users automate their messages with scripts.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  security: [{ bearer: [] }],
  paths: { ...accountPaths, ...messagePaths, ...scriptPaths, ...operationPaths, ...servicePaths },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A session token.' },
    },
    schemas,
  },
};
