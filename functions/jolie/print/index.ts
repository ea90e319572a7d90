export { printModule } from './declarations';
export { printExpression } from './expressions';
export { printProcess } from './statements';
export { printType } from './types';
