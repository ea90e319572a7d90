import { operations } from './operations';
export const stringMatching = operations({});
