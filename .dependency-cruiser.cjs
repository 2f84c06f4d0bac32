/**
 * Who may import whom. The prose version is in docs/architecture.md.
 * Every rule is an error: there is no baseline of tolerated violations.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const SERVICE = 'services/(?:backend|nlu|frontend)';
const TEST = '\\.(?:test|integration\\.test|contract)\\.tsx?$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },

    {
      name: 'packages-know-no-service',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },

    {
      name: 'services-meet-only-over-the-network',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },

    {
      name: 'contracts-import-only-zod',
      severity: 'error',
      from: { path: '^packages/contracts/', pathNot: TEST },
      to: { pathNot: '^packages/contracts/|node_modules/zod/' },
    },

    // --- backend -----------------------------------------------------------
    {
      name: 'features-meet-at-their-index',
      severity: 'error',
      from: { path: '^services/backend/src/features/([^/]+)/' },
      to: {
        path: '^services/backend/src/features/([^/]+)/',
        pathNot: ['^services/backend/src/features/$1/', '/index\\.ts$'],
      },
    },

    {
      name: 'features-do-not-reach-outward',
      severity: 'error',
      comment:
        'http/, sockets/, clients/, database/, config/ and wire.ts know features, not the other way round.',
      from: { path: '^services/backend/src/features/', pathNot: TEST },
      to: { path: '^services/backend/src/(?:http|sockets|clients|database|config|wire|main)' },
    },

    {
      name: 'business-code-is-framework-free',
      severity: 'error',
      comment:
        'A *-service.ts or a port (*-store.ts, *.port.ts) knows no express, knex, socket.io or winston.',
      from: {
        path: '^services/backend/src/features/[^/]+/(?!knex-|in-memory-)[^/]*(?:-service|-store|\\.port)\\.ts$',
      },
      to: {
        path: '(?:^|/)(?:express|knex|pg|sqlite3|better-sqlite3|socket\\.io|winston|prom-client)(?:/|$)',
      },
    },

    {
      name: 'only-wire-picks-adapters',
      severity: 'error',
      from: {
        path: '^services/backend/src/',
        pathNot: ['^services/backend/src/wire[a-z-]*\\.ts$', TEST],
      },
      to: { path: '/knex-[^/]+\\.ts$' },
    },

    // --- nlu ---------------------------------------------------------------
    {
      name: 'understanding-is-pure',
      severity: 'error',
      comment: 'matching/, slots/ and scoring/ take values and return values: no file, no network, no clock.',
      from: { path: '^services/nlu/src/(?:matching|slots|scoring)/', pathNot: TEST },
      to: {
        path: [
          '^(?:node:)?(?:fs|http|https|net|child_process)(?:/|$)',
          'express',
          '^services/nlu/src/(?:http|catalogue|wire|main)',
        ],
      },
    },

    {
      name: 'understanding-runs-without-its-training',
      severity: 'error',
      comment: 'What trains and evaluates is in no image (.dockerignore).',
      from: {
        path: '^services/nlu/src/',
        pathNot: [
          '^services/nlu/src/(?:training|evaluation|massive|cli/(?:train|evaluate|list-ordinary-words)\\.ts)',
          TEST,
        ],
      },
      to: { path: '^services/nlu/src/(?:training|evaluation|massive)/' },
    },

    // --- frontend ----------------------------------------------------------
    {
      name: 'pages-use-features-features-never-use-pages',
      severity: 'error',
      from: { path: '^services/frontend/src/features/' },
      to: { path: '^services/frontend/src/app/' },
    },
    {
      name: 'frontend-features-stay-apart',
      severity: 'error',
      from: { path: '^services/frontend/src/features/([^/]+)/' },
      to: { path: '^services/frontend/src/features/', pathNot: '^services/frontend/src/features/$1/' },
    },
    {
      name: 'ui-knows-nothing-of-alice',
      severity: 'error',
      from: { path: '^services/frontend/src/ui/' },
      to: { path: '^(?:services/frontend/src/(?!ui/)|packages/)' },
    },

    // --- tests -------------------------------------------------------------
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: `^(?:${SERVICE}|packages/(?!test-stack))`, pathNot: TEST },
      to: { path: `/in-memory-|^packages/test-stack/|${TEST}` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|\\.next)/' },
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
