export { createApi } from './create-api';
export type { ApiDeps, PageConfig, PageFirebase, ScriptUploads } from './deps';
export { openApiDocument } from './openapi';
export type { OpenApiDocument } from './openapi';
export { apiCodes } from './problem';
export { securityHeaders, securityHeadersOf } from './security-headers';
