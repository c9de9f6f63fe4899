-- Up Migration

-- Tokens already used (RFC 7519 `jti`), until they expire. `token` is a digest of issuer and jti: both are the sender's, of any length.
create table replay_tokens (
  token bytea primary key,
  expires_at timestamptz not null
);

create index replay_tokens_expires_at on replay_tokens (expires_at);

-- Down Migration

drop table replay_tokens;
