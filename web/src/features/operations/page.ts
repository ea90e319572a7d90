export { OperationsPage } from './operations-page';
export { words as operationsWords } from './words';
