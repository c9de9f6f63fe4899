/** One review card from an assessment, its outcome and the wording. Pure but for the fresh id that is passed in. */
import type { Assessment } from '../assessment.js';
import { buildCard } from '../cds-hooks/card-builder.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { Card, Indicator, Link } from '../cds-hooks/response.js';
import type { ReviewOutcome } from '../decision/outcome.js';
import type { CardContent } from './content.js';
import { criteriaTable, tableVerdicts } from './criteria-table.js';
import { findingsList } from './findings.js';
import { coverageList, dataQualityList, missingList, notUsedList, populationDifferences } from './gaps.js';
import { subtypeName } from './labels.js';
import type { Labels } from './labels.js';
import { fillPlaceholders, isBodyPlaceholder } from './placeholders.js';
import type { BodyPlaceholder } from './placeholders.js';
import { fillSummary } from './summary.js';
import type { SummaryParts } from './summary.js';
import { summaryParts } from './summary-parts.js';

const TOPIC_SYSTEM = 'https://myositis-cds.example/fhir/CodeSystem/card-topic';
const DIGEST_SHOWN = 12;
const LOUDNESS: readonly Indicator[] = ['info', 'warning', 'critical'];

/** `newId` gives a fresh lower-case UUID at each call. */
export interface CardIds {
  readonly newId: () => string;
}

/** Throws a TypeError when the ids or the wording break CDS Hooks; no patient data can make it throw. */
export function renderReviewCard(
  outcome: ReviewOutcome,
  assessment: Assessment,
  content: CardContent,
  ids: CardIds,
): Card {
  const { labels, overrideReasons, smartAppUrl } = content;
  const template = content.templates[outcome.topic];
  const { label, url } = template.source;
  const parts = summaryParts(assessment, outcome, labels);
  const values = bodyValues(outcome, assessment, labels, parts);
  return buildCard({
    uuid: ids.newId(),
    summary: fillSummary(template.summary, parts),
    detail: fillPlaceholders(template.body, (name) => (isBodyPlaceholder(name) ? values[name]() : '')),
    indicator: louder(template.indicator, outcome.indicator),
    source: { label, url, topic: { code: outcome.topic, system: TOPIC_SYSTEM, display: template.topic } },
    overrideReasons,
    ...(smartAppUrl === undefined ? {} : { links: [evidenceLink(smartAppUrl, labels)] }),
  });
}

function louder(a: Indicator, b: Indicator): Indicator {
  return LOUDNESS.indexOf(a) > LOUDNESS.indexOf(b) ? a : b;
}

function evidenceLink(url: string, { phrases }: Labels): Link {
  return { label: phrases.showEvidence, url, type: 'smart' };
}

/** Markdown for each placeholder; computed only for those a template asks for. */
function bodyValues(
  outcome: ReviewOutcome,
  assessment: Assessment,
  labels: Labels,
  parts: SummaryParts,
): Readonly<Record<BodyPlaceholder, () => string>> {
  const { diagnosis, refractory, glucocorticoid, knowledge } = assessment;
  const { statuses } = labels;
  return {
    'adequate-trials': () => escapeMarkdown(parts['adequate-trials']()[0]),
    'daily-glucocorticoid': () => escapeMarkdown(parts['daily-glucocorticoid']()[0]),
    taper: () => escapeMarkdown(parts.taper()[0]),
    'disease-active': () => escapeMarkdown(parts['disease-active']()[0]),
    'most-decisive': () => escapeMarkdown(parts['most-decisive']()[0]),
    'safety-finding': () => escapeMarkdown(parts['safety-finding']()[0]),
    'as-of': () => escapeMarkdown(assessment.asOf),
    diagnosis: () => escapeMarkdown(subtypeName(labels, diagnosis.subtype)),
    strict: () => statuses[refractory.strict],
    extended: () => statuses[refractory.extended],
    mok2007: () => statuses[refractory.mok2007],
    'glucocorticoid-because': () => escapeMarkdown(glucocorticoid.because),
    rules: () => escapeMarkdown([...new Set(tableVerdicts(assessment).map(({ rule }) => rule))].join(', ')),
    'knowledge-version': () => escapeMarkdown(knowledge.version),
    'knowledge-digest': () => escapeMarkdown(knowledge.digest.slice(0, DIGEST_SHOWN)),
    'criteria-table': () => criteriaTable(assessment, labels),
    missing: () => missingList(assessment, outcome, labels),
    'data-quality': () => dataQualityList(assessment, labels),
    'not-used': () => notUsedList(assessment, labels),
    coverage: () => coverageList(assessment, labels),
    'population-differences': () => populationDifferences(assessment, labels),
    'safety-findings': () => findingsList(assessment, labels),
  };
}
