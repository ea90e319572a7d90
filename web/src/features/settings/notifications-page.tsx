import { NotificationSwitches } from '../../notifications';
import { strings } from '../../strings';
import { Card, Section } from './section';

const words = strings.settings;

/** How one hears of new messages, on this device. */
export function NotificationsPage() {
  return (
    <Section title={words.notifications} text={words.notificationsText}>
      <Card>
        <NotificationSwitches />
      </Card>
    </Section>
  );
}
