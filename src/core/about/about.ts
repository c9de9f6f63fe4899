/** The service described for those who answer for it: what `GET /about` says (clinical rules H.1 to H.4). Pure. */
import { CRITERIA } from '../criteria/index.js';
import { FOLLOW_UP_CRITERIA } from '../criteria/follow-up.js';
import { SAFETY_CRITERIA } from '../criteria/safety.js';
import type { AboutData, SourceAttribute } from '../knowledge/about.js';
import { SOURCE_ATTRIBUTES } from '../knowledge/about.js';
import type { Knowledge } from '../knowledge/compile.js';
import { citationOf, reviewByOf } from '../knowledge/review.js';
import type { Parameters } from '../knowledge/parameters.js';
import type { Day } from '../time.js';
import { formatDay } from '../time.js';

interface RuleSource {
  /** `id` or `id#section` of the citations. */
  readonly cite: string;
  readonly title: string;
  readonly url?: string | undefined;
  readonly read: string;
}

export interface AboutRule {
  /** Number in the clinical rules. */
  readonly rule: string;
  readonly id: string;
  /** What the criterion is called on a card. */
  readonly name: string;
  readonly group: string;
  /** What the value is held against, in words; absent where nothing is measured. */
  readonly threshold?: string | undefined;
  readonly sources: readonly RuleSource[];
  /** `YYYY-MM-DD`. */
  readonly reviewBy: string | undefined;
  readonly isUnderReview: boolean;
}

export interface About extends Omit<AboutData, 'sourceAttributes'> {
  readonly knowledge: { readonly version: string; readonly digest: string };
  /** The day for which review dates are judged. */
  readonly asOf: string;
  /** The 13 of an evidence-based decision support intervention, in the order of the regulation. */
  readonly sourceAttributes: readonly ({
    readonly id: SourceAttribute;
  } & AboutData['sourceAttributes'][SourceAttribute])[];
  readonly rules: readonly AboutRule[];
}

interface Rule {
  readonly rule: string;
  readonly id: string;
  readonly group: string;
  readonly cites: readonly string[];
  readonly threshold?: (parameters: Parameters) => string;
}

const RULES: readonly Rule[] = [...CRITERIA, ...SAFETY_CRITERIA, ...FOLLOW_UP_CRITERIA];

/** `nameOf` gives the words of the cards for a criterion. */
export function aboutService(knowledge: Knowledge, nameOf: (id: string) => string, asOf: Day): About {
  const { about, citations, version, digest, isUnderReview } = knowledge;
  const parameters = knowledge.parametersOn(asOf);
  const sourcesOf = (cites: readonly string[]): readonly RuleSource[] =>
    cites.flatMap((cite) => {
      const found = citationOf(cite, citations);
      return found ? [{ cite, title: found.title, url: found.url, read: found.read }] : [];
    });
  return {
    ...about,
    knowledge: { version, digest },
    asOf: formatDay(asOf),
    sourceAttributes: SOURCE_ATTRIBUTES.map((id) => ({ id, ...about.sourceAttributes[id] })),
    rules: RULES.map(({ rule, id, group, cites, threshold }) => ({
      rule,
      id,
      name: nameOf(id),
      group,
      threshold: threshold?.(parameters),
      sources: sourcesOf(cites),
      reviewBy: reviewByOf(cites, citations),
      isUnderReview: isUnderReview(cites, asOf),
    })),
  };
}

/** What one rule number stands for; several criteria may share it. */
export function rulesNumbered({ rules }: About, number: string): readonly AboutRule[] {
  const wanted = number.toLowerCase();
  return rules.filter(({ rule }) => rule.toLowerCase() === wanted);
}
