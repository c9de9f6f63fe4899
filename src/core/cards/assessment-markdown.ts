/** A whole Assessment as a Markdown report: the readable face of the command line. Nothing is left out and nothing is advised. */
import type { Assessment, Course, Evidence, Response, Trial, Verdict, VerdictGroup } from '../assessment.js';
import type { Status } from '../status.js';
import { escapeMarkdown } from '../cds-hooks/markdown.js';

const STATUS_WORDS: Readonly<Record<Status, string>> = { met: 'met', 'not-met': 'not met', unknown: 'unknown' };

const GROUP_TITLES: Readonly<Record<VerdictGroup, string>> = {
  population: 'Population',
  refractoriness: 'Refractoriness',
  safety: 'Safety',
  repeat: 'Repeat course',
  regimen: 'Regimen',
  monitoring: 'Monitoring',
  information: 'Information',
};

/** Ends with a line break. Everything read from the record is escaped; `unknown` is written as such and never as "no". */
export function renderAssessmentMarkdown(assessment: Assessment): string {
  const sections = [
    heading(assessment),
    readings(assessment),
    glucocorticoid(assessment),
    trials(assessment.trials),
    courses(assessment.courses),
    ...assessment.responses.map(response),
    repeatCourse(assessment),
    ...verdicts(assessment.verdicts),
    list('Data quality', assessment.dataQuality.map(escapeMarkdown)),
    list(
      'Seen but not used',
      assessment.notUsed.map(({ reference, reason }) => `${escapeMarkdown(reference)}: ${escapeMarkdown(reason)}`),
    ),
    list(
      'What was looked at',
      Object.entries(assessment.coverage).map(([name, coverage]) => `${escapeMarkdown(name)}: ${coverage}`),
    ),
    `Knowledge ${escapeMarkdown(assessment.knowledge.version)}, digest ${escapeMarkdown(assessment.knowledge.digest)}.`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function heading({ patient, asOf, stage, diagnosis, bodySurfaceArea, isDeceased }: Assessment): string {
  const lines = [
    `# Assessment of ${escapeMarkdown(patient)} on ${asOf}`,
    '',
    `- Stage: ${words(stage)}`,
    `- Diagnosis: ${words(diagnosis.subtype)}${evidenceIn(diagnosis.evidence)}`,
  ];
  if (isDeceased) lines.push('- The patient is recorded as deceased');
  if (bodySurfaceArea) {
    const note = bodySurfaceArea.note === undefined ? '' : `; ${escapeMarkdown(bodySurfaceArea.note)}`;
    lines.push(`- Body surface area: ${amount(bodySurfaceArea.m2)} m² (${bodySurfaceArea.formula})${note}`);
  }
  return lines.join('\n');
}

function readings({ refractory, activeDisease }: Assessment): string {
  return [
    '## Refractory disease',
    '',
    ...table(
      ['reading', 'status'],
      [
        ['strict', STATUS_WORDS[refractory.strict]],
        ['extended', STATUS_WORDS[refractory.extended]],
        ['mok2007', STATUS_WORDS[refractory.mok2007]],
        ['disease active', STATUS_WORDS[activeDisease]],
      ],
    ),
  ].join('\n');
}

function glucocorticoid({ glucocorticoid: summary }: Assessment): string {
  return [
    '## Glucocorticoid',
    '',
    `- Taper: ${words(summary.taper)}. ${escapeMarkdown(summary.because)}`,
    `- Prednisone equivalent now: ${daily(summary.dailyPrednisoneEquivalent)}; ` +
      `recent mean ${daily(summary.recentMean)}; earlier mean ${daily(summary.earlierMean)}`,
  ].join('\n');
}

function trials(all: readonly Trial[]): string {
  if (all.length === 0) return '';
  const rows = all.map((trial) => [
    `${words(trial.agent)}${trial.qualifying ? '' : ' (not on the strict list)'}`,
    trial.dose.value === null ? 'unknown' : `${amount(trial.dose.value)} ${escapeMarkdown(trial.dose.unit)}`,
    trial.threshold === null ? '–' : `${amount(trial.threshold.value)} ${escapeMarkdown(trial.threshold.unit)}`,
    `${trial.coveredDays}${trial.cycles === undefined ? '' : ` (${trial.cycles} cycles)`}`,
    STATUS_WORDS[trial.adequate],
    escapeMarkdown(trial.because),
    sources(trial.evidence),
  ]);
  return [
    '## Trials',
    '',
    ...table(['agent', 'dose', 'threshold', 'days at full dose', 'adequate', 'because', 'source'], rows),
  ].join('\n');
}

function courses(all: readonly Course[]): string {
  const lines = all.map(({ number, day0, schedule, infusions }) => {
    const doses = infusions.map(
      ({ date, doseMg, trace }) =>
        `${date} ${doseMg === null ? 'dose unknown' : `${amount(doseMg)} mg`}${trace === 'administration' ? '' : ` (${trace})`}`,
    );
    return `Course ${number} from ${day0}, schedule ${schedule}: ${doses.join(', ')}`;
  });
  return list('Rituximab courses', lines);
}

function response(one: Response): string {
  const { course, week, targetWeek, baselineDate, followUpDate, measures, seed, imacs, tis, missing, notes } = one;
  const rows = measures.map(({ label, unit, changePercent, verdict, note, evidence, ...sides }) => [
    escapeMarkdown(label),
    escapeMarkdown(sides.baselineComparator ?? '') + value(sides.baseline),
    escapeMarkdown(sides.followUpComparator ?? '') + value(sides.followUp),
    escapeMarkdown(unit),
    changePercent === null ? '' : `${amount(changePercent)} %`,
    `${words(verdict)}${note === undefined ? '' : `; ${escapeMarkdown(note)}`}`,
    sources(evidence),
  ]);
  const bound = tis.complete ? '' : ` at least, ${amount(tis.highestPossible)} at most`;
  const { baseline, followUp } = one.prednisoneEquivalent;
  return [
    `## Response, course ${course}, week ${week}${targetWeek === null ? ' (newest reading)' : ` (target ${targetWeek})`}`,
    '',
    `- Baseline ${baselineDate ?? 'not found'}, follow-up ${followUpDate ?? 'not found'}`,
    `- Seed definition: ${words(seed)}. IMACS comparators: ${words(imacs)}${one.borderline ? ' (borderline)' : ''}`,
    `- Total Improvement Score: ${amount(tis.score)}${bound}, ${words(tis.category)}`,
    `- Prednisone equivalent: ${daily(baseline)} on day 0, ${daily(followUp)} at follow-up`,
    ...(missing.length === 0 ? [] : [`- Missing: ${missing.map(escapeMarkdown).join('; ')}`]),
    ...notes.map((note) => `- ${escapeMarkdown(note)}`),
    '',
    ...table(['measure', 'baseline', 'follow-up', 'unit', 'change', 'verdict', 'source'], rows),
  ].join('\n');
}

const value = (one: number | null): string => (one === null ? '' : amount(one));

function repeatCourse({ repeatCourse: repeat }: Assessment): string {
  if (!repeat) return '';
  const { status, targetDate, windowStart, windowEnd, stops, missing } = repeat;
  return list('Six-month repeat', [
    `Planned for ${targetDate}, window ${windowStart} to ${windowEnd}: ${words(status)}`,
    ...(stops.length === 0 ? [] : [`Stopped by ${stops.map(escapeMarkdown).join(', ')}`]),
    ...missing.map((item) => `Missing: ${escapeMarkdown(item)}`),
  ]);
}

function verdicts(all: readonly Verdict[]): readonly string[] {
  const groups = new Map<VerdictGroup, Verdict[]>();
  for (const verdict of all) groups.set(verdict.group, [...(groups.get(verdict.group) ?? []), verdict]);
  return [...groups].map(([group, members]) =>
    [
      `## ${GROUP_TITLES[group]}`,
      '',
      ...table(['rule', 'criterion', 'status', 'because', 'missing', 'evidence'], members.map(verdictRow)),
    ].join('\n'),
  );
}

function verdictRow({ rule, id, status, severity, because, missing, evidence }: Verdict): readonly string[] {
  return [
    escapeMarkdown(rule),
    words(id),
    `${STATUS_WORDS[status]}${severity === undefined ? '' : ` (${severity})`}`,
    escapeMarkdown(because),
    missing.map(escapeMarkdown).join('; '),
    evidence.map(evidenceText).join('; '),
  ];
}

function evidenceIn(evidence: readonly Evidence[]): string {
  return evidence.length === 0 ? '' : ` (${evidence.map(evidenceText).join('; ')})`;
}

function evidenceText({ label, value, unit, date, reference }: Evidence): string {
  const shown = typeof value === 'number' ? amount(value) : escapeMarkdown(String(value ?? 'no value'));
  return [
    `${escapeMarkdown(label)} ${shown}${unit === undefined ? '' : ` ${escapeMarkdown(unit)}`}`,
    ...(date === undefined ? [] : [escapeMarkdown(date)]),
    escapeMarkdown(reference),
  ].join(', ');
}

function sources(evidence: readonly Evidence[]): string {
  return [...new Set(evidence.map(({ reference }) => escapeMarkdown(reference)))].join(', ');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [`## ${title}`, '', ...items.map((item) => `- ${item}`)].join('\n');
}

function words(id: string): string {
  return escapeMarkdown(id.replaceAll('-', ' '));
}

function daily(milligrams: number | null): string {
  return milligrams === null ? 'unknown' : `${amount(milligrams)} mg a day`;
}

/** At most two decimals, without the noise of binary fractions. */
function amount(value: number): string {
  return String(Math.round(value * 100) / 100);
}
