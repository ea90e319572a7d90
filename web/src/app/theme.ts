import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a deep spruce. */
const spruce: MantineColorsTuple = [
  '#ecf7f5',
  '#d9ece9',
  '#b2d8d2',
  '#86c2b9',
  '#61afa4',
  '#4aa497',
  '#3a9c8f',
  '#218375',
  '#14766a',
  '#0b675c',
];

/** The look of every component. */
export const theme = createTheme({
  colors: { spruce },
  primaryColor: 'spruce',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.0625rem' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});
