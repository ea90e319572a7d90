export { Directory } from './directory';
export type { DirectorySnapshot } from './directory';
export { PeopleList } from './people-list';
export { PresenceWatch } from './presence';
export type { Presence } from './presence';
export { PresenceLine } from './presence-line';
export { matches } from './matches';
