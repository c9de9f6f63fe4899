/**
 * The facts a card rests on, as one text: two calls with the same text have the same facts. The edge keeps only a keyed
 * hash of it. Reasons in words are left out, for they count days and change without a fact.
 */
import type { Evidence, Response } from '../assessment.js';
import type { Basis } from '../decision/basis.js';

/** `asOf` as `YYYY-MM-DD`. The topic belongs to it: the same facts say something else on another card. */
export function factsOf(topic: string, { verdicts, response }: Basis, asOf: string): string {
  const judged = verdicts.map(({ id, status, severity, evidence }) => [
    id,
    status,
    severity ?? '',
    dataOf(evidence, asOf),
  ]);
  return JSON.stringify([topic, judged, response ? responseFacts(response) : null]);
}

/** Without the week, which counts on while nothing happens. */
function responseFacts({ course, targetWeek, baselineDate, followUpDate, measures, seed, imacs }: Response): unknown {
  const read = measures.map(({ id, baseline, followUp, unit, verdict }) => [id, baseline, followUp, unit, verdict]);
  return [course, targetWeek, baselineDate, followUpDate, seed, imacs, read];
}

/** In an order of their own, so that the order of the input never matters. */
function dataOf(evidence: readonly Evidence[], asOf: string): readonly string[] {
  return evidence
    .map(({ label, value, unit = '', date = '', reference }) =>
      JSON.stringify([label, value, unit, stillOpen(date, asOf), reference]),
    )
    .toSorted();
}

/** What goes on today also went on yesterday: a treatment that lasts does not change each day. */
function stillOpen(date: string, asOf: string): string {
  return date.endsWith(`/${asOf}`) ? date.slice(0, -asOf.length) : date;
}
