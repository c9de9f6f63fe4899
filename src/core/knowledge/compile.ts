/** Knowledge made ready for use: indexes built once at start, never per request. */
import { answerReader } from '../terminology/answer-words.js';
import { CodeIndex } from '../terminology/code-index.js';
import { MedicationRecogniser } from '../terminology/medications.js';
import { stopReasonReader } from '../terminology/stop-reason.js';
import type { StopReason } from '../terminology/stop-reason.js';
import { PhraseIndex, normaliseText } from '../terminology/text.js';
import { UnitTables } from '../quantity.js';
import { formatDay } from '../time.js';
import type { Day } from '../time.js';
import type { Citation, Drug, KnowledgeData } from './knowledge.js';
import { changeDays, parametersOn } from './parameters.js';
import type { AboutData } from './about.js';
import { reviewCheck } from './review.js';
import type { OrderableTests } from './orderable-tests.js';
import type { Parameters } from './parameters.js';

export type RouteKind = 'oral' | 'intravenous' | 'other-systemic' | 'local';
export type QualitativeAnswer = 'positive' | 'negative' | 'undecided';

/** Words of the record with a meaning: read by phrase, as whole words. */
interface Words {
  readonly timings: ReadonlyMap<string, number>;
  readonly stopReason: (text: string) => StopReason;
  readonly route: (text: string) => RouteKind | undefined;
  readonly answer: (text: string) => QualitativeAnswer | undefined;
  /** A bare class of heart failure (`IV`, `4`), as the result of a classification. */
  readonly heartFailureClass: (text: string) => 'i-iii' | 'iv' | undefined;
  readonly isNotADiagnosis: (text: string) => boolean;
  readonly isNotSurgery: (text: string) => boolean;
}

export interface Knowledge {
  readonly version: string;
  /** SHA-256 of every knowledge and card file. */
  readonly digest: string;
  readonly codes: CodeIndex;
  readonly medications: MedicationRecogniser;
  readonly drugs: readonly Drug[];
  readonly units: UnitTables;
  /** Tests that a card may offer to order. */
  readonly orderableTests: OrderableTests;
  readonly words: Words;
  readonly citations: Readonly<Record<string, Citation>>;
  /** Whether a source of what rests on these citations is overdue for review on a day. */
  readonly isUnderReview: (cites: readonly string[], on: Day) => boolean;
  /** What the service says of itself. */
  readonly about: AboutData;
  /** Whether a canonical address names the questionnaire known here, whatever its version and server. */
  readonly isQuestionnaire: (canonical: string) => boolean;
  readonly parametersOn: (day: Day) => Parameters;
}

function matcher<T>(
  meanings: readonly { readonly means: T; readonly texts: readonly string[] }[],
): (text: string) => T | undefined {
  const index = new PhraseIndex(meanings.flatMap(({ means, texts }) => texts.map((text) => ({ text, means }))));
  return (text) => {
    const found = index.findAll(normaliseText(text));
    // the longest phrase speaks: "not detected" over "detected"
    return found.toSorted((a, b) => b.phrase.length - a.phrase.length)[0]?.means;
  };
}

function containsAny(texts: readonly string[]): (text: string) => boolean {
  const stems = texts.map((text) => text.toLowerCase());
  return (text) => {
    const lower = normaliseText(text);
    return stems.some((stem) => lower.includes(stem));
  };
}

function compileWords(words: KnowledgeData['words']): Words {
  return {
    timings: new Map(Object.entries(words.timings).map(([text, perDay]) => [text.toUpperCase(), perDay])),
    stopReason: stopReasonReader(words.stopReasons),
    route: matcher<RouteKind>([
      { means: 'oral', texts: words.routes.oral },
      { means: 'intravenous', texts: words.routes.intravenous },
      { means: 'other-systemic', texts: words.routes.otherSystemic },
      { means: 'local', texts: words.routes.local },
    ]),
    answer: answerReader(words.answers),
    heartFailureClass: (text) => words.heartFailureClasses[normaliseText(text).trim()],
    isNotADiagnosis: containsPhrase(words.notADiagnosis),
    isNotSurgery: containsAny(words.notSurgery),
  };
}

/** `imacs-core-set` of `https://a.example/fhir/Questionnaire/imacs-core-set|1.0`. */
const lastSegment = (canonical: string): string => (canonical.split('|')[0] ?? '').split('/').at(-1) ?? '';

/** Whole-word test for a list of phrases. */
function containsPhrase(texts: readonly string[]): (text: string) => boolean {
  const phrases = texts.map((text) => normaliseText(text));
  return (text) => {
    const normalised = normaliseText(text);
    return phrases.some((phrase) => normalised.includes(phrase));
  };
}

/** Parameters change on a few known days only, so each stretch between them is resolved once. */
function parameterLookup(data: KnowledgeData): (day: Day) => Parameters {
  const days = changeDays(data.parameters);
  const resolved = new Map<number, Parameters>();
  return (day) => {
    const stretch = days.findLastIndex((change) => change <= day);
    const known = resolved.get(stretch);
    if (known) return known;
    const made = parametersOn(data.parameters, formatDay(day));
    resolved.set(stretch, made);
    return made;
  };
}

export function compileKnowledge(data: KnowledgeData, digest: string): Knowledge {
  const codes = new CodeIndex(data.valueSets, data.codeSystems);
  return {
    version: data.version,
    digest,
    codes,
    medications: new MedicationRecogniser(data.conceptMap, data.drugs, (system) => codes.canonicalSystem(system)),
    drugs: data.drugs,
    units: new UnitTables(data.units),
    orderableTests: data.orderableTests,
    words: compileWords(data.words),
    citations: data.citations,
    isUnderReview: reviewCheck(data.citations),
    about: data.about,
    isQuestionnaire: (canonical) => lastSegment(canonical) === lastSegment(data.questionnaire.url),
    parametersOn: parameterLookup(data),
  };
}
