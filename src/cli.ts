#!/usr/bin/env node
/** The command `myositis-cds`: the process around `edge/cli`. */
import { createReadStream } from 'node:fs';
import { readSiteConfig } from './edge/config/config.js';
import { run } from './edge/cli/run.js';
import type { Judge } from './edge/cli/run.js';

/** What judging needs is loaded only now, so that `--help` and mistakes answer at once. */
async function prepare(): Promise<Judge | { readonly faults: readonly string[] }> {
  const configured = readSiteConfig(process.env);
  if (configured.kind === 'faults') return configured;
  const [core, { calendarOf }, { renderAssessmentMarkdown }, { createAssessor }, { loadKnowledge }, paths] =
    await Promise.all([
      import('./core/knowledge/compile.js'),
      import('./core/time.js'),
      import('./core/cards/assessment-markdown.js'),
      import('./edge/assessor.js'),
      import('./edge/content/load-knowledge.js'),
      import('./edge/paths.js'),
    ]);
  const { timeZone, knowledgeDirectory, cardsDirectory } = configured.config;
  try {
    const cards = cardsDirectory ?? paths.cardsDirectory;
    const { data, digest } = loadKnowledge(knowledgeDirectory ?? paths.knowledgeDirectory, [cards]);
    const calendar = calendarOf(timeZone);
    return {
      assessor: createAssessor(core.compileKnowledge(data, digest), calendar),
      clock: { calendar, now: () => new Date() },
      renderMarkdown: renderAssessmentMarkdown,
    };
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
}

// a reader that has seen enough (head, a closed pager) is no error of ours
process.stdout.on('error', (error: Error & { readonly code?: string }) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  openFile: (path) => createReadStream(path),
  standardInput: process.stdin,
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
  prepare,
});
