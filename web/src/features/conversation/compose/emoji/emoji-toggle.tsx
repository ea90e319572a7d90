import { ActionIcon } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import type { Ref } from 'react';
import { strings } from '../../../../strings';

/** The button that opens the emoji. */
export function EmojiToggle({
  ref,
  onPress,
  ...rest
}: {
  ref?: Ref<HTMLButtonElement>;
  onPress: () => void;
}) {
  return (
    <ActionIcon
      aria-haspopup="dialog"
      {...rest}
      ref={ref}
      variant="subtle"
      color="gray"
      size={36}
      radius="xl"
      aria-label={strings.emoji.title}
      title={strings.emoji.title}
      onClick={onPress}
    >
      <IconMoodSmile size={20} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  );
}
