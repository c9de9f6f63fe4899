/** Tests are ESM, compiled by swc; types are checked by `npm run typecheck`. */
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  // a bound against hanging, not a measure: a busy machine may take ten times as long
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
