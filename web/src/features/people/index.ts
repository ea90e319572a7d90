export { Directory } from './directory';
export type { DirectorySnapshot } from './directory';
export { PeopleList } from './people-list';
export { PickPeople } from './pick-people';
export { matches } from './matches';
