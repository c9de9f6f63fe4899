/** The words that fill the cards: `cards/labels.yaml`, checked. */
import { z } from 'zod';
import type { Verdict } from '../assessment.js';
import { schemaFaults } from './schema-faults.js';

const word = z.string().min(1);
/** Words that must fit into any summary, however long its other parts are. */
const shortWord = word.max(16);
const words = z.record(z.string(), word);

const labelsSchema = z.strictObject({
  /** Criterion id → item name. */
  verdicts: words,
  agents: z.record(z.string(), z.strictObject({ name: word, short: word })),
  subtypes: words,
  statuses: z.strictObject({ met: shortWord, 'not-met': shortWord, unknown: shortWord }),
  tapers: z.strictObject({ hampered: shortWord, 'not-hampered': shortWord, undetermined: shortWord }),
  severities: z.strictObject({ contraindication: word, caution: word, information: word }),
  /** Verdict of a response, of a measure, of a score; what stands for strength in a summary; status of the repeat. */
  responses: z.strictObject({ responder: word, 'non-responder': word, indeterminate: word, 'too-early': word }),
  changes: z.strictObject({
    improved: word,
    worsened: word,
    unchanged: word,
    'not-evaluable': word,
    missing: word,
  }),
  improvements: z.strictObject({
    none: word,
    minimal: word,
    moderate: word,
    major: word,
    'not-determinable': word,
  }),
  strengths: z.strictObject({ kept: shortWord, fell: shortWord, worse: shortWord, missing: shortWord }),
  repeats: z.strictObject({
    stop: word.max(32),
    review: word.max(32),
    'no-stop-found': word.max(32),
    'cannot-state': word.max(32),
  }),
  coverages: z.strictObject({ partial: word, unavailable: word }),
  /** Look-up → what a reader calls it; one that is not here is called by its key. */
  records: z.record(z.string(), word),
  /** Unit as recorded → as shown; may be empty. */
  units: z.record(z.string(), z.string()),
  phrases: z.strictObject({
    noValue: word,
    answerYes: word,
    answerNo: word,
    doseUnknown: word,
    daily: word,
    daysAtFullDose: word,
    cycles: word,
    trial: word,
    notOnStrictList: word,
    adequate: word,
    adequateTrial: word,
    adequateTrials: word,
    undecidedTrials: word,
    onFile: shortWord,
    seeDetails: shortWord,
    andMore: word,
    moreItems: word,
    neededFor: word,
    missingItem: word.max(32),
    safetyFinding: word.max(32),
    showEvidence: word,
    noTrials: word,
    nothingMissing: word,
    noDoubts: word,
    allUsed: word,
    fullCoverage: word,
    noDifference: word,
    noFinding: word,
    atLeast: word.max(16),
    atMost: word.max(16),
    repeatStop: word.max(32),
    changeThreshold: word,
    noResponse: word,
    noNotes: word,
    noCriteria: word,
    noPredictors: word,
    noCourse: word,
    course: word,
    schedule: word,
    infusions: word,
    orderFinding: word.max(32),
    orderTest: word,
    orderAllTests: word,
    testReason: word,
    nothingElse: word,
    underReview: word,
  }),
});

export type Labels = Readonly<z.infer<typeof labelsSchema>>;

/** Throws an Error that lists every fault. */
export function parseLabels(value: unknown): Labels {
  const parsed = labelsSchema.safeParse(value);
  if (!parsed.success) throw new Error(schemaFaults(parsed.error));
  return parsed.data;
}

const readable = (id: string): string => id.replaceAll('-', ' ');

export function verdictName(labels: Labels, id: string): string {
  return labels.verdicts[id] ?? readable(id);
}

/** Number of the rule, and whether its sources wait to be read again. */
export function ruleWords(
  { phrases }: Labels,
  { rule, isUnderReview }: Pick<Verdict, 'rule' | 'isUnderReview'>,
): string {
  return isUnderReview === true ? `${rule}, ${phrases.underReview}` : rule;
}

export function agentName(labels: Labels, id: string): string {
  return labels.agents[id]?.name ?? readable(id);
}

export function agentShort(labels: Labels, id: string): string {
  return labels.agents[id]?.short ?? readable(id);
}

export function subtypeName(labels: Labels, id: string): string {
  return labels.subtypes[id] ?? readable(id);
}

export function unitName(labels: Labels, unit: string): string {
  return labels.units[unit] ?? unit;
}

/** A phrase about a number of things: `{{count}}` is replaced. */
export function counted(phrase: string, count: number): string {
  return phrase.replaceAll('{{count}}', String(count));
}
