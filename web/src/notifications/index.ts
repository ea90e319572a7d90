export { permission, showBadge, showNotification } from './browser';
export { isMuted, useMuted } from './muted';
export { NotificationOffer } from './notification-offer';
export { NotificationSwitches } from './notification-switches';
export { Notifier } from './notifier';
export { notificationPreferences, useNotificationPreferences } from './preferences';
export type { NotificationPreferences } from './preferences';
