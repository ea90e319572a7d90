import type { Shown } from './notifier';

/** What the browser says of notifications; `none` where it has none. */
export type Permission = NotificationPermission | 'none';

export const permission = (): Permission => ('Notification' in window ? Notification.permission : 'none');

/** Asks the person, through the browser; only after a click of theirs. */
export const askPermission = async (): Promise<Permission> =>
  'Notification' in window ? Notification.requestPermission() : 'none';

/** Shows a notification; a click on it brings the page to the front and leads to what it tells of. */
export function showNotification({ title, body, tag }: Shown, open: () => void): void {
  const options = { body, tag, icon: '/icon-192.png' };
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      open();
      notification.close();
    };
  } catch {
    // Some phones only let a service worker show one.
    void navigator.serviceWorker?.ready
      .then((worker) => worker.showNotification(title, options))
      .catch(() => {});
  }
}

type Badged = Navigator & {
  setAppBadge?: (count: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
};

/** Shows a count on the icon of the installed page, where there is one. */
export function showBadge(count: number): void {
  const badged = navigator as Badged;
  const shown = count > 0 ? badged.setAppBadge?.(count) : badged.clearAppBadge?.();
  shown?.catch(() => {});
}
