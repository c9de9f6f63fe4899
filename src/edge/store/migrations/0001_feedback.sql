-- Up Migration

-- What clinicians did with cards (CDS Hooks, "Feedback"). Append-only: rows are never changed, an exact repeat adds none.
-- Cards are joined by their uuid; `card` is text because a client may report on what this service never issued (CH-127).
create table feedback (
  id bigint generated always as identity primary key,
  received_at timestamptz not null,
  service text not null,
  client text not null,
  card text not null,
  -- topic of the card, where the process that took the feedback had itself shown it; null: unmatched when it came
  topic text,
  outcome text not null check (outcome in ('accepted', 'overridden')),
  outcome_at timestamptz not null,
  accepted_suggestions text[] not null,
  reason_code text,
  reason_system text,
  reason_display text,
  -- digest of all that the client sent about this outcome: what makes a repeat exact
  fingerprint bytea not null unique
);

create index feedback_card on feedback (card);
create index feedback_received_at on feedback (received_at);

-- Comments are free text and may speak of a patient: kept apart, so that they can be granted, and erased, apart.
create table feedback_comments (
  feedback_id bigint primary key references feedback (id) on delete cascade,
  comment text not null
);

-- Down Migration

drop table feedback_comments;
drop table feedback;
