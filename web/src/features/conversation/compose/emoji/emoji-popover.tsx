import { Popover } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { EmojiPicker } from './emoji-picker';
import { EmojiToggle } from './emoji-toggle';

/** The button with the emoji open above it: fetched when it is first pressed. */
export function EmojiPopover({ onPick }: { onPick: (emoji: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  // Who has chosen one writes on; who has not is at the button again.
  const [hasPicked, setPicked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // It takes the place, and the focus, of the button that was pressed.
  useEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);
  const toggle = () => {
    setPicked(false);
    setOpen(!isOpen);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={340}
      position="top-end"
      shadow="md"
      radius="md"
      trapFocus
      returnFocus={!hasPicked}
    >
      <Popover.Target>
        <EmojiToggle ref={button} onPress={toggle} />
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <EmojiPicker
          onPick={(emoji) => {
            setPicked(true);
            setOpen(false);
            onPick(emoji);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
