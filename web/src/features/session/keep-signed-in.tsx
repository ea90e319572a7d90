import { Checkbox } from '@mantine/core';
import { strings } from '../../strings';

const words = strings.session;

/** Whether a session outlives the tab. */
export interface Keeping {
  readonly keep: boolean;
  readonly setKeep: (keep: boolean) => void;
}

/** Asks for it. */
export function KeepSignedIn({ keeping: { keep, setKeep } }: { keeping: Keeping }) {
  return (
    <Checkbox
      label={words.keep}
      description={words.keepHint}
      checked={keep}
      onChange={(event) => setKeep(event.currentTarget.checked)}
    />
  );
}
