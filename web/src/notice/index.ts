export { Notice } from './notice';
export { wordsOf, wordsOfCode } from './words-of';
