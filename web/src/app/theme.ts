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

/** What can't be undone, and what went wrong. */
const red: MantineColorsTuple = [
  '#fdeeec',
  '#fbd9d5',
  '#f6b3ac',
  '#f08c82',
  '#ea6a5e',
  '#e04f42',
  '#d63c2f',
  '#c5352a',
  '#b3261e',
  '#8f1d17',
];

/** Greys with a touch of the accent: the light scheme's surfaces and lines. */
const gray: MantineColorsTuple = [
  '#f4f6f5',
  '#eff3f2',
  '#e6ebe9',
  '#dbe2e0',
  '#c9d2cf',
  '#a9b5b1',
  '#7d8b87',
  '#5a6865',
  '#3a4644',
  '#17211f',
];

/** The same for the dark scheme, from its ink to its ground. */
const dark: MantineColorsTuple = [
  '#e7ecea',
  '#b9c4c1',
  '#9aa8a4',
  '#8a9894',
  '#3a4442',
  '#2f3836',
  '#222928',
  '#191e1d',
  '#141918',
  '#0f1312',
];

/** The look of every component; its sizes and distances are those of tokens.css. */
export const theme = createTheme({
  colors: { spruce, gray, dark, red },
  primaryColor: 'spruce',
  // Dark enough for white words on it in both schemes; what is written in the accent is --accent-ink.
  primaryShade: { light: 8, dark: 7 },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: {
    xs: 'var(--text-tiny)',
    sm: 'var(--text-small)',
    md: 'var(--text-body)',
    lg: 'var(--text-heading)',
    xl: 'var(--text-title)',
  },
  lineHeights: {
    xs: 'var(--leading-text)',
    sm: 'var(--leading-text)',
    md: 'var(--leading-text)',
    lg: 'var(--leading-text)',
    xl: 'var(--leading-tight)',
  },
  headings: {
    fontWeight: 'var(--weight-strong)',
    sizes: {
      h1: { fontSize: 'var(--text-title)', lineHeight: 'var(--leading-tight)' },
      h2: { fontSize: 'var(--text-heading)', lineHeight: 'var(--leading-tight)' },
      h3: { fontSize: 'var(--text-body)', lineHeight: 'var(--leading-text)' },
    },
  },
  spacing: {
    xs: 'var(--space-2)',
    sm: 'var(--space-2)',
    md: 'var(--space-4)',
    lg: 'var(--space-6)',
    xl: 'var(--space-8)',
  },
  radius: {
    xs: 'var(--radius-small)',
    sm: 'var(--radius-small)',
    md: 'var(--radius-medium)',
    lg: 'var(--radius-large)',
    xl: 'var(--radius-round)',
  },
  shadows: {
    xs: 'var(--lift-low)',
    sm: 'var(--lift-low)',
    md: 'var(--lift-high)',
    lg: 'var(--lift-high)',
    xl: 'var(--lift-high)',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 600 } },
    // What a dialog is about lies below it, and stays readable.
    ModalOverlay: { defaultProps: { backgroundOpacity: 0.4 } },
  },
});
