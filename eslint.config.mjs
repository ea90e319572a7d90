import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';

/** The import table of docs/house.md: what each part may import. Whatever is not listed is refused. */
const mayImport = {
  'functions/envelope': [],
  'functions/jolie': [],
  'functions/ports': ['functions/envelope'],
  'functions/pipeline': ['functions/envelope', 'functions/ports'],
  'functions/accounts': ['functions/envelope', 'functions/ports'],
  'functions/automation': ['functions/envelope', 'functions/ports', 'functions/jolie'],
  'functions/stages/jolie-exec': [
    'functions/envelope',
    'functions/ports',
    'functions/pipeline',
    'functions/automation',
  ],
  'functions/stages/auto-reply': ['functions/envelope', 'functions/ports', 'functions/pipeline'],
  'functions/stages/router': ['functions/envelope', 'functions/ports', 'functions/pipeline'],
  'functions/api': [
    'functions/envelope',
    'functions/ports',
    'functions/pipeline',
    'functions/accounts',
    'functions/automation',
  ],
  'infra/embedded': ['functions/envelope', 'functions/ports'],
  'infra/google': ['functions/envelope', 'functions/ports'],
  'infra/observability': ['functions/ports'],
  'infra/relay': [
    'functions/envelope',
    'functions/ports',
    'functions/pipeline',
    'functions/accounts',
    'functions/automation',
  ],
  'infra/admin': [
    'functions/envelope',
    'functions/ports',
    'functions/pipeline',
    'functions/accounts',
    'infra/embedded',
    'infra/google',
    'infra/observability',
  ],
  web: ['functions/envelope', 'functions/jolie', 'functions/automation/contract'],
};
const parts = [...Object.keys(mayImport), 'infra/local', 'infra/bench'];

const zonesOf = (table) =>
  Object.entries(table).flatMap(([part, allowed]) =>
    parts
      .filter((other) => other !== part && !allowed.includes(other))
      .map((other) => ({
        target: `./${part}`,
        from: `./${other}`,
        except: allowed
          .filter((each) => each.startsWith(`${other}/`))
          .map((each) => `./${each.slice(other.length + 1)}`),
      })),
  );

export default tseslint.config(
  { ignores: ['build/**', '**/dist/**', '**/node_modules/**', '.parley/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: zonesOf(mayImport) }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    // The relay's composition root: it alone knows on which adapters the relay runs.
    files: ['infra/relay/main.ts'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: zonesOf({
            ...mayImport,
            'infra/relay': [...mayImport['infra/relay'], 'infra/google', 'infra/observability'],
          }),
        },
      ],
    },
  },
  {
    files: ['functions/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@google-cloud/*', 'firebase-admin'], message: 'Cloud SDKs belong to infra/google.' },
          ],
        },
      ],
    },
  },
  {
    // What a package without types exports is said as it is.
    files: ['**/*.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.test.ts', 'e2e/**', 'infra/observability/testing/**'],
    rules: { 'import-x/no-restricted-paths': 'off' },
  },
);
