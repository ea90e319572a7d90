export { check, rules } from './check';
export type { Finding, Rule } from './check';
export type { Entry, Event, EventOf, History, RecordedRun } from './history';
export { entryOf, RecordingClient } from './recording-client';
export type { Sending } from './recording-client';
