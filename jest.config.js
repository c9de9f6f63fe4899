/** Tests are ESM, compiled by swc; types are checked by `npm run typecheck`. */
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  // some start a database or a process of their own, on machines that do other things as well
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
