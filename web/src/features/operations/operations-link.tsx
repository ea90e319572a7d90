import { IconActivityHeartbeat } from '@tabler/icons-react';
import type { Api } from '../../api';
import { SettingsList, useAccount } from '../settings';
import { words } from './words';

/** Leads operators to their page; for others it is not there. */
export function OperationsLink({ api, onOpen }: { api: Api; onOpen: () => void }) {
  const account = useAccount(api);
  if (account.data?.operator !== true) return null;
  const entry = {
    place: 'operations',
    title: words.link,
    text: words.linkText,
    Icon: IconActivityHeartbeat,
  } as const;
  return <SettingsList label={words.title} entries={[entry]} chosen={null} onOpen={onOpen} />;
}
