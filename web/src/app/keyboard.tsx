import { useEffect, useRef, useState } from 'react';
import type { User } from '../api';
import type { Conversation, NameOf } from '../features/conversation';
import { onDemand } from './on-demand';
import { isWriting, neighbour, shortcutOf } from './shortcuts';

const QuickJump = onDemand(async () => (await import('./quick-jump')).QuickJump, null);
const ShortcutsDialog = onDemand(async () => (await import('./shortcuts-dialog')).ShortcutsDialog, null);

/** What the keyboard does from anywhere: going to a conversation, and saying what else it does. */
export function Keyboard({
  conversations,
  people,
  nameOf,
  openId,
  onSearch,
  onOpen,
}: {
  conversations: readonly Conversation[];
  /** Everybody but the reader. */
  people: readonly User[];
  nameOf: NameOf;
  openId: string | null;
  onSearch: (text: string) => void;
  onOpen: (people: readonly number[]) => void;
}) {
  const [dialog, setDialog] = useState<'jump' | 'help' | null>(null);
  // Once shown, a dialog stays for its closing to be seen.
  const [wasShown, setShown] = useState<ReadonlySet<string>>(new Set());
  const show = (which: 'jump' | 'help') => {
    setShown(new Set([...wasShown, which]));
    setDialog(which);
  };
  const act = useRef<(event: KeyboardEvent) => void>(() => {});
  act.current = (event) => {
    const { key, altKey, ctrlKey, metaKey, defaultPrevented, target } = event;
    const shortcut = shortcutOf({
      key,
      altKey,
      ctrlKey,
      metaKey,
      defaultPrevented,
      isWriting: isWriting(target),
    });
    if (shortcut === null || (dialog !== null && shortcut !== 'jump')) return;
    event.preventDefault();
    if (shortcut === 'jump' || shortcut === 'help') return show(shortcut);
    const at = conversations.findIndex(({ id }) => id === openId);
    const next = neighbour(conversations, at, shortcut === 'next' ? 1 : -1);
    if (next !== undefined) onOpen(next.otherIds);
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  const close = () => setDialog(null);
  return (
    <>
      {wasShown.has('jump') && (
        <QuickJump
          opened={dialog === 'jump'}
          conversations={conversations}
          people={people}
          nameOf={nameOf}
          onSearch={onSearch}
          onOpen={onOpen}
          onClose={close}
        />
      )}
      {wasShown.has('help') && <ShortcutsDialog opened={dialog === 'help'} onClose={close} />}
    </>
  );
}
