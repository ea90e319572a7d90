export { createApi } from './create-api';
export type { ApiDeps, PageConfig, ScriptUploads } from './deps';
export { apiCodes } from './problem';
export { securityHeaders } from './security-headers';
