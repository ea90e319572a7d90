import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { strings } from '../../strings';
import { Card, Section } from './section';

const words = strings.settings;
const schemes = (['auto', 'light', 'dark'] as const).map((value) => ({ value, label: words.schemes[value] }));

/** Light, dark, or as the system has it. It is kept on this device. */
export function AppearancePage() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={words.appearance} text={words.appearanceText}>
      <Card title={words.scheme} note={words.motionNote}>
        <SegmentedControl
          aria-label={words.scheme}
          data={schemes}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        />
      </Card>
    </Section>
  );
}
