export { AccountPage } from './account-page';
export { AppearancePage } from './appearance-page';
export { BlockedPage } from './blocked-page';
export { DataPage } from './data-page';
export type { Deletion } from './deletion-form';
export { SessionsPage } from './sessions-page';
export { SettingsList } from './settings-list';
export type { SettingsEntry } from './settings-list';
export { TimePage } from './time-page';
