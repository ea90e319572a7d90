export { jolieExec } from './jolie-exec';
export type { JolieExecDeps } from './jolie-exec';
export { jolieExecConfig } from './jolie-exec-config';
