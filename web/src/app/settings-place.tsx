import { useMediaQuery } from '@mantine/hooks';
import {
  IconBell,
  IconClock,
  IconDatabase,
  IconDevices,
  IconPalette,
  IconUser,
  IconUserOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Api, User } from '../api';
import {
  AccountPage,
  AppearancePage,
  BlockedPage,
  DataPage,
  NotificationsPage,
  SessionsPage,
  SettingsList,
  TimePage,
  type Deletion,
  type SettingsEntry,
} from '../features/settings';
import { OperationsLink } from '../features/operations';
import { strings } from '../strings';
import { BackBar, Pane, Scrolling } from './panes';
import { Place } from './place';
import type { Route, SettingsPlace as Page } from './route';
import type { Ways } from './use-route';

const words = strings.settings;

const entries: readonly SettingsEntry<Page>[] = [
  { place: 'account', title: words.account, text: words.accountShort, Icon: IconUser },
  { place: 'sessions', title: words.sessions, text: words.sessionsShort, Icon: IconDevices },
  { place: 'appearance', title: words.appearance, text: words.appearanceShort, Icon: IconPalette },
  { place: 'notifications', title: words.notifications, text: words.notificationsShort, Icon: IconBell },
  { place: 'time', title: words.time, text: words.timeShort, Icon: IconClock },
  { place: 'blocked', title: words.blocked, text: words.blockedShort, Icon: IconUserOff },
  { place: 'data', title: words.data, text: words.dataShort, Icon: IconDatabase },
];

/** Hands the reader a file, as a download. */
function handOut(name: string, text: string) {
  const link = document.createElement('a');
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export interface SettingsPlaceProps {
  readonly api: Api;
  readonly user: User;
  readonly route: Extract<Route, { view: 'settings' }>;
  readonly ways: Ways;
  /** The device's time zone. */
  readonly zone: string;
  readonly onSignOut: () => void;
  readonly onDelete: Deletion;
}

/** The pages of the settings, and the open one: the first, where there is room beside the list and none was chosen. */
export function SettingsPlace({ api, user, route, ways, zone, onSignOut, onDelete }: SettingsPlaceProps) {
  const hasRoom = useMediaQuery('(min-width: 48.0625em)', undefined, { getInitialValueInEffect: false });
  const place = route.place ?? (hasRoom ? entries[0]!.place : null);
  const pages: Record<Page, () => ReactNode> = {
    account: () => (
      <AccountPage api={api} user={user} isChosen={route.place !== undefined} onSignOut={onSignOut} />
    ),
    sessions: () => <SessionsPage api={api} onSignOut={onSignOut} />,
    appearance: () => <AppearancePage />,
    notifications: () => <NotificationsPage />,
    time: () => <TimePage api={api} zoneHere={zone} />,
    blocked: () => <BlockedPage api={api} ownId={user.id} />,
    data: () => <DataPage api={api} user={user} onFile={handOut} onDelete={onDelete} onSignOut={onSignOut} />,
  };
  return (
    <Place
      route={route}
      shows={route.place === undefined ? 'list' : 'content'}
      label={words.title}
      list={
        <Pane title={words.title}>
          <SettingsList
            entries={entries}
            chosen={place}
            onOpen={(page) => ways.go({ view: 'settings', place: page })}
          />
          <OperationsLink api={api} onOpen={() => ways.go({ view: 'operations' })} />
        </Pane>
      }
      content={
        <Scrolling>
          {place !== null && (
            <>
              <BackBar title={words.title} onBack={() => ways.back({ view: 'settings' })} />
              {pages[place]()}
            </>
          )}
        </Scrolling>
      }
    />
  );
}
