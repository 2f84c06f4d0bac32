const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
};

/** Jest takes a time for each test from here alone, where its projects differ. */
const WITH_CONTAINERS = { setupFilesAfterEnv: ['<rootDir>/tests/allow-time.ts'] };

/** Every project reads the packages' sources, so that a test never runs against a stale build. */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  transform,
  moduleNameMapper: {
    '^@alice/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    // Jest cannot require its ES module.
    '^marked$': '<rootDir>/node_modules/marked/lib/marked.umd.js',
  },
  modulePathIgnorePatterns: ['/dist/', '/\\.next/'],
  ...more,
});

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    project('unit', [
      '<rootDir>/{packages,services,tests}/**/src/**/!(*.integration).test.ts',
      '<rootDir>/tests/doubles/**/*.test.ts',
    ]),
    project('integration', ['<rootDir>/{packages,services}/**/*.integration.test.ts'], WITH_CONTAINERS),
    project('stack', ['<rootDir>/tests/stack/*.test.ts', '<rootDir>/tests/browser/*.test.ts'], {
      ...WITH_CONTAINERS,
      globalSetup: '<rootDir>/tests/stack/start-stack.ts',
      globalTeardown: '<rootDir>/tests/stack/stop-stack.ts',
    }),
    project('chaos', ['<rootDir>/tests/chaos/*.test.ts']),
  ],
};
