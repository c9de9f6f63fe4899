/** The command line without a process: arguments and streams come in, an exit code goes out. */
import { textOf } from '../../core/json.js';
import type { Assessment } from '../../core/assessment.js';
import type { AssemblyFault } from '../../core/record/assembled.js';
import type { Day } from '../../core/time.js';
import type { AssessmentAnswer, Assessor } from '../assessor.js';
import { today } from '../site-clock.js';
import type { SiteClock } from '../site-clock.js';
import { STANDARD_INPUT, USAGE, parseCommand } from './arguments.js';
import type { Command } from './arguments.js';
import { parsePatientInput } from './patient-input.js';
import { LARGEST_INPUT, readText } from './read-text.js';

/** 0 done, 1 the input could not be judged, 2 wrong usage. */
type ExitCode = 0 | 1 | 2;

/** What judging needs, ready once the arguments are known to be sound. */
export interface Judge {
  readonly assessor: Assessor;
  readonly clock: SiteClock;
  readonly renderMarkdown: (assessment: Assessment) => string;
}

interface World {
  readonly openFile: (path: string) => AsyncIterable<unknown>;
  readonly standardInput: AsyncIterable<unknown>;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Settings that cannot be used are the caller's fault, not the input's. */
  readonly prepare: () => Promise<Judge | { readonly faults: readonly string[] }>;
}

const FAULTS: Readonly<Record<AssemblyFault, string>> = {
  'not-a-bundle': 'the input is not a Bundle',
  'no-patient': 'the input holds no Patient, or not the one the call is about',
  'several-patients': 'the input holds more than one Patient',
  'nested-too-deep': 'the input is nested too deep',
};

export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const command = parseCommand(args);
  switch (command.kind) {
    case 'help':
      world.print(USAGE);
      return 0;
    case 'wrong-usage':
      world.printError(`myositis-cds: ${command.fault}; see --help\n`);
      return 2;
    case 'assess':
      return assess(command, world);
  }
}

async function assess(command: Command & { readonly kind: 'assess' }, world: World): Promise<ExitCode> {
  const fail = (fault: string): 1 => {
    world.printError(`myositis-cds: ${command.file === STANDARD_INPUT ? 'standard input' : command.file}: ${fault}\n`);
    return 1;
  };
  const judge = await world.prepare();
  if ('faults' in judge) {
    for (const fault of judge.faults) world.printError(`myositis-cds: ${fault}\n`);
    return 2;
  }
  let text: string;
  try {
    text = await readText(
      command.file === STANDARD_INPUT ? world.standardInput : world.openFile(command.file),
      LARGEST_INPUT,
    );
  } catch (error) {
    return fail(reasonOf(error));
  }
  const answer = judgeText(text, judge, command.asOf);
  if (typeof answer === 'string') return fail(answer);
  if (answer.kind === 'fault') return fail(FAULTS[answer.fault]);
  const { assessment } = answer;
  world.print(
    command.format === 'json' ? `${JSON.stringify(assessment, undefined, 2)}\n` : judge.renderMarkdown(assessment),
  );
  return 0;
}

/** The answer, or why the text cannot be judged. */
function judgeText(text: string, { assessor, clock }: Judge, day: Day | undefined): AssessmentAnswer | string {
  const input = parsePatientInput(text);
  const asOf = day ?? today(clock);
  try {
    switch (input.kind) {
      case 'unreadable':
        return input.fault;
      case 'bundle':
        return assessor.bundle(input.bundle, asOf);
      case 'call':
        return assessor.prefetch(input.patientId, input.prefetch, asOf);
    }
  } catch (error) {
    return error instanceof RangeError ? FAULTS['nested-too-deep'] : 'the service failed to judge it';
  }
}

/** The code of a system error, which names no content; the message of our own. */
function reasonOf(error: unknown): string {
  const code = textOf(error, 'code');
  if (code !== undefined) return `cannot be read (${code})`;
  return error instanceof Error ? error.message : 'cannot be read';
}
