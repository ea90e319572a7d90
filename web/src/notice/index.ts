export { Notice } from './notice';
export { wordsOf } from './words-of';
