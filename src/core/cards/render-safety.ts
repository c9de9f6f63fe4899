/** One order or infusion card from an assessment, its outcome and the wording. Pure but for the fresh ids passed in. */
import type { Assessment, Verdict } from '../assessment.js';
import { buildCard } from '../cds-hooks/card-builder.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';
import type { Card, Suggestion } from '../cds-hooks/response.js';
import type { SafetyOutcome } from '../decision/safety-outcome.js';
import type { OrderableTests, TestId } from '../knowledge/orderable-tests.js';
import { testSuggestions } from '../orders/test-orders.js';
import { verdictTable } from './criteria-table.js';
import { leadingFindingForms } from './leading-finding.js';
import { coverageList, dataQualityList, notUsedList } from './gaps.js';
import { counted, subtypeName, verdictName } from './labels.js';
import type { Labels } from './labels.js';
import { markdownList } from './markdown-list.js';
import { fillPlaceholders } from './placeholders.js';
import type { CardIds } from './render.js';
import type { SafetyCardContent } from './safety-content.js';
import type { SafetyPlaceholder } from './safety-placeholders.js';
import { fillSummary } from './summary.js';
import type { Forms } from './summary.js';

const TOPIC_SYSTEM = 'https://myositis-cds.example/fhir/CodeSystem/card-topic';
const DIGEST_SHOWN = 12;

export interface SafetyCardInput {
  readonly outcome: SafetyOutcome;
  readonly assessment: Assessment;
  readonly content: SafetyCardContent;
  readonly catalogue: OrderableTests;
  readonly encounterId: string | undefined;
  readonly ids: CardIds;
}

/** Throws a TypeError when the ids or the wording break CDS Hooks; no patient data can make it throw. */
export function renderSafetyCard(input: SafetyCardInput): Card {
  const { outcome, assessment, content, ids } = input;
  const { labels, overrideReasons, smartAppUrl } = content;
  const template = content.templates[outcome.topic];
  const { label, url } = template.source;
  const forms = leadingFindingForms(outcome.verdicts, labels);
  const parts: Readonly<Record<string, () => Forms>> = { finding: () => forms, 'as-of': () => [assessment.asOf] };
  const values: Readonly<Record<string, (() => string) | undefined>> = bodyValues(input, forms[0]);
  const [first, ...others] = suggestionsOf(input);
  return buildCard({
    uuid: ids.newId(),
    summary: fillSummary(template.summary, parts),
    detail: fillPlaceholders(template.body, (name) => values[name]?.() ?? ''),
    indicator: outcome.indicator,
    source: { label, url, topic: { code: outcome.topic, system: TOPIC_SYSTEM, display: template.topic } },
    overrideReasons,
    ...(smartAppUrl === undefined
      ? {}
      : { links: [{ label: labels.phrases.showEvidence, url: smartAppUrl, type: 'smart' }] }),
    ...(first ? { suggestions: [first, ...others], selectionBehavior: 'any' } : {}),
  });
}

function suggestionsOf({
  outcome,
  assessment,
  content,
  catalogue,
  encounterId,
  ids,
}: SafetyCardInput): readonly Suggestion[] {
  const { phrases } = content.labels;
  const open = assessment.verdicts.filter(({ status }) => status !== 'met');
  const asking = (test: TestId): string =>
    open
      .filter(({ tests = [] }) => tests.includes(test))
      .map(({ rule }) => rule)
      .join(', ');
  return testSuggestions({
    tests: outcome.tests,
    catalogue,
    subject: assessment.patient,
    encounterId,
    authoredOn: assessment.asOf,
    reasonOf: (test) => phrases.testReason.replaceAll('{{rules}}', asking(test)),
    labelOf: (title) => phrases.orderTest.replaceAll('{{test}}', title),
    labelOfAll: (count) => counted(phrases.orderAllTests, count),
    newId: ids.newId,
  });
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Markdown for each placeholder; computed only for those a template asks for. */
function bodyValues(
  { outcome, assessment, content: { labels } }: SafetyCardInput,
  finding: string,
): Readonly<Record<SafetyPlaceholder, () => string>> {
  const { asOf, diagnosis, knowledge } = assessment;
  const { verdicts } = outcome;
  return {
    finding: () => escapeMarkdown(finding),
    'as-of': () => escapeMarkdown(asOf),
    diagnosis: () => escapeMarkdown(subtypeName(labels, diagnosis.subtype)),
    rules: () => escapeMarkdown(unique(verdicts.map(({ rule }) => rule)).join(', ')),
    'knowledge-version': () => escapeMarkdown(knowledge.version),
    'knowledge-digest': () => escapeMarkdown(knowledge.digest.slice(0, DIGEST_SHOWN)),
    'findings-table': () => verdictTable(verdicts, labels),
    'also-open': () => alsoOpen(assessment, verdicts, labels),
    missing: () =>
      markdownList(
        unique(verdicts.flatMap((verdict) => verdict.missing)),
        escapeMarkdown,
        labels.phrases.nothingMissing,
        labels,
      ),
    'data-quality': () => dataQualityList(assessment, labels),
    'not-used': () => notUsedList(assessment, labels),
    coverage: () => coverageList(assessment, labels),
  };
}

/** What else the safety rules found or could not tell, in a line each. */
function alsoOpen({ verdicts }: Assessment, shown: readonly Verdict[], labels: Labels): string {
  const rest = verdicts.filter((one) => one.rule.startsWith('S-') && one.status !== 'met' && !shown.includes(one));
  const write = ({ id, status, because }: Verdict): string =>
    escapeMarkdown(`${verdictName(labels, id)}: ${labels.statuses[status]}; ${because}`);
  return markdownList(rest, write, labels.phrases.nothingElse, labels);
}
