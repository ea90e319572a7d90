export { BenchError, benchCodes } from './errors';
