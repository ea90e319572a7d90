const common = {
  transform: {
    '\\.[mc]?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: false } },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Packages that ship only ES modules are transformed like our own sources, and so is one that imports as it goes.
  transformIgnorePatterns: ['/node_modules/(?!(jose|@noble|@opentelemetry/otlp-exporter-base)/)'],
  testPathIgnorePatterns: ['/node_modules/', '/build/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
  globalSetup: '<rootDir>/tools/jest-setup.mjs',
};

export default {
  // A guard against hanging, far beyond what a test takes on a busy machine.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [
        ...common.testPathIgnorePatterns,
        '\\.int\\.test\\.ts$',
        '\\.e2e\\.test\\.ts$',
        '\\.prometheus\\.test\\.ts$',
        '/terraform/',
        '/infra/containers/',
      ],
    },
    { ...common, displayName: 'terraform', testMatch: ['<rootDir>/terraform/**/*.test.ts'] },
    {
      ...common,
      displayName: 'observability',
      testMatch: ['<rootDir>/infra/observability/**/*.test.ts', '<rootDir>/docs/metrics.test.ts'],
    },
    { ...common, displayName: 'containers', testMatch: ['<rootDir>/infra/containers/**/*.test.ts'] },
    {
      ...common,
      displayName: 'int',
      testMatch: ['**/*.int.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '/infra/containers/'],
    },
    {
      ...common,
      displayName: 'e2e',
      setupFilesAfterEnv: ['<rootDir>/tools/e2e-setup.mjs'],
      testMatch: ['**/*.e2e.test.ts'],
    },
  ],
};
