import type { Shown } from './notifier';

/** What the browser says of notifications; `none` where it has none. */
export type Permission = NotificationPermission | 'none';

export const permission = (): Permission => ('Notification' in window ? Notification.permission : 'none');

/** Asks the person, through the browser; only after a click of theirs. */
export const askPermission = async (): Promise<Permission> =>
  'Notification' in window ? Notification.requestPermission() : 'none';

const icon = '/icon-192.png';

/** Shows a notification; a click on it brings the page to the front and leads to what it tells of. */
export function showNotification({ title, body, tag }: Shown, open: () => void): void {
  try {
    const notification = new Notification(title, { body, tag, icon });
    notification.onclick = () => {
      window.focus();
      open();
      notification.close();
    };
  } catch {
    // Some phones only let a service worker show one.
    void showByWorker({ title, body, tag }, open).catch(() => {});
  }
}

/** The service worker hears of the click, and tells the page whose notification it was. */
async function showByWorker({ title, body, tag }: Shown, open: () => void): Promise<void> {
  const workers = navigator.serviceWorker;
  const worker = await workers.ready;
  await worker.showNotification(title, { body, tag, icon, data: tag });
  const listen = ({ data }: MessageEvent) => {
    if ((data as { clicked?: unknown } | null)?.clicked !== tag) return;
    workers.removeEventListener('message', listen);
    open();
  };
  workers.addEventListener('message', listen);
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
