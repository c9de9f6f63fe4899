// Puts the program and the command line into a few files: a start that opens hundreds of modules takes half as long again.
// What only some configurations need stays in chunks, and packages with files of their own stay outside.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));
/** Needed by every start; the others are loaded from node_modules when a configuration asks for them. */
const INSIDE = ['express', 'fhirpath', 'helmet', 'js-yaml', 'pino', 'zod', '@lhncbc/ucum-lhc'];

await build({
  entryPoints: ['src/main.ts', 'src/cli.ts'],
  outdir: 'dist',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  legalComments: 'linked',
  external: Object.keys(dependencies).filter((name) => !INSIDE.includes(name)),
  // packages written for require() find it here
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
