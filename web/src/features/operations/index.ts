export { OperationsLink } from './operations-link';
