import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import { titleOf, type Chat, type ChatMessage, type NameOf } from '../features/conversation';
import { isMuted, notificationPreferences, Notifier, permission, showNotification } from '../notifications';
import { KeepsakesContext } from '../store';
import { strings } from '../strings';

const words = strings.notifications;
/** So much of a message is said, characters. */
const most = 200;

/**
 * Tells of new messages: to those who listen to the page, politely, and by a notification while it is out of sight.
 */
export function Announcer({
  chat,
  ownId,
  nameOf,
  openId,
  onOpen,
}: {
  chat: Chat;
  ownId: number;
  nameOf: NameOf;
  /** The conversation before the reader's eyes. */
  openId: string | null;
  onOpen: (people: readonly number[]) => void;
}) {
  const keepsakes = useContext(KeepsakesContext);
  const [said, setSaid] = useState('');
  const notifier = useMemo(
    () =>
      new Notifier({
        preferences: () => notificationPreferences(keepsakes),
        isPermitted: () => permission() === 'granted',
        isMuted: (place) => isMuted(keepsakes, place),
        isHidden: () => document.visibilityState === 'hidden',
        show: showNotification,
        after(milliseconds, callback) {
          const timer = setTimeout(callback, milliseconds);
          return () => clearTimeout(timer);
        },
        words,
      }),
    [keepsakes],
  );
  const tell = useRef<(message: ChatMessage) => void>(() => {});
  tell.current = ({ conversation, senderId, recipientIds, text }) => {
    const name = nameOf(senderId);
    const people = [...new Set([senderId, ...recipientIds])].filter((id) => id !== ownId);
    if (conversation === openId) setSaid(words.arrived(name, text.slice(0, most)));
    else if (!isMuted(keepsakes, conversation)) setSaid(words.arrivedElsewhere(name));
    notifier.tell({
      place: conversation,
      from: people.length > 1 ? words.in(name, titleOf(people, nameOf)) : name,
      text,
      open: () => onOpen(people),
    });
  };
  useEffect(
    () =>
      chat.arrival.subscribe(() => {
        const message = chat.arrival.get();
        if (message !== null) tell.current(message);
      }),
    [chat],
  );
  useEffect(() => () => notifier.stop(), [notifier]);
  return (
    <div className="unseen" role="status">
      {said}
    </div>
  );
}
