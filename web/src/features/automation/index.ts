export { AutomationList } from './automation-list';
export type { AutomationPlace } from './automation-list';
export { AutoReplyPage } from './auto-reply-page';
export { RunsPage } from './runs/runs-page';
export type { Attempt } from './try-panel';
