/** The tables `feedback` and `feedback_comments`. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { FeedbackRecord } from './feedback-store.js';

/** One statement, so one transaction: a comment is kept exactly where its feedback is new. */
const INSERT = `
  with incoming as (
    select * from jsonb_to_recordset($1::jsonb) as record (
      service text, client text, card text, topic text, outcome text, "outcomeAt" timestamptz, "acceptedSuggestions" text[],
      code text, system text, display text, fingerprint text, comment text
    )
  ), kept as (
    insert into feedback (
      received_at, service, client, card, topic, outcome, outcome_at, accepted_suggestions,
      reason_code, reason_system, reason_display, fingerprint
    )
    select $2, service, client, card, topic, outcome, "outcomeAt", "acceptedSuggestions", code, system, display,
      decode(fingerprint, 'hex')
    from incoming
    on conflict (fingerprint) do nothing
    returning id, fingerprint
  ), commented as (
    insert into feedback_comments (feedback_id, comment)
    select distinct on (kept.id) kept.id, incoming.comment
    from kept join incoming on kept.fingerprint = decode(incoming.fingerprint, 'hex')
    where incoming.comment is not null
  )
  select count(*) as kept from kept`;

export async function insertFeedback(
  database: Pick<ClientBase, 'query'>,
  records: readonly FeedbackRecord[],
  receivedAt: Date,
): Promise<number> {
  const rows = records.map(({ reason, ...record }) => ({
    ...record,
    ...reason,
    fingerprint: fingerprintOf(record, reason),
  }));
  const { rows: counted } = await database.query<{ kept: number }>(INSERT, [JSON.stringify(rows), receivedAt]);
  return counted[0]?.kept ?? 0;
}

/** All that was said of one outcome, in a fixed order; not when it came, nor whether its card was known. */
function fingerprintOf(record: Omit<FeedbackRecord, 'reason'>, reason: FeedbackRecord['reason']): string {
  const said = [
    record.service,
    record.client,
    record.card,
    record.outcome,
    record.outcomeAt.toISOString(),
    record.acceptedSuggestions,
    reason?.code ?? null,
    reason?.system ?? null,
    reason?.display ?? null,
    record.comment ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
