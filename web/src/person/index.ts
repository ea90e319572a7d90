export { PeopleMark, PersonMark } from './person-mark';
