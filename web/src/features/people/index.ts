export { Directory } from './directory';
export type { DirectorySnapshot } from './directory';
export { PeopleList } from './people-list';
export { matches } from './matches';
