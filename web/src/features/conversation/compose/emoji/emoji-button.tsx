import { useState, type ComponentType } from 'react';
import { EmojiToggle } from './emoji-toggle';

interface Picking {
  /** Gets the emoji that was chosen. */
  readonly onPick: (emoji: string) => void;
}

/** Offers emoji, which are fetched when the button is first pressed; without a network it can be pressed again later. */
export function EmojiButton({ onPick, onFailure }: Picking & { onFailure: () => void }) {
  const [Popover, setPopover] = useState<ComponentType<Picking> | null>(null);
  if (Popover !== null) return <Popover onPick={onPick} />;
  const load = () =>
    import('./emoji-popover').then(({ EmojiPopover }) => setPopover(() => EmojiPopover), onFailure);
  return <EmojiToggle onPress={() => void load()} />;
}
