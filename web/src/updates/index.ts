export { UpdateHint } from './update-hint';
export { Updates } from './updates';
export type { Workers } from './updates';
