-- The log: one head per ledger, the events, a receipt per command, and how far each follower has come.
-- A ledger is one partnership. Roles exist already; this file only grants.
create schema if not exists quorate;

create table quorate.ledger_head (
    ledger text primary key,
    position bigint not null check (position >= 0)
) with (fillfactor = 10);

comment on table quorate.ledger_head is
    'One row per ledger. Its lock orders all appends; position is the last one given out.';

create table quorate.stored_events (
    ledger text not null,
    notification_id bigint not null,
    originator_id uuid not null,
    originator_version bigint not null,
    topic text not null,
    state bytea not null,
    commit_id uuid not null,
    recorded_at timestamptz not null default clock_timestamp(),
    -- Kept so that a lock-free reader (transaction horizon) stays possible without rewriting history.
    xact_id xid8 not null default pg_current_xact_id(),
    primary key (ledger, notification_id),
    unique (ledger, originator_id, originator_version)
);

comment on column quorate.stored_events.notification_id is 'Gapless per ledger, in the order of commits.';
comment on column quorate.stored_events.commit_id is 'The command id of the append that wrote the event.';

create table quorate.command_receipts (
    ledger text not null,
    command_id uuid not null,
    content_hash bytea not null,
    answer bytea not null,
    first_position bigint,
    last_position bigint not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (ledger, command_id)
);

comment on column quorate.command_receipts.first_position is 'Null when the command wrote no event.';

create table quorate.tracking (
    ledger text not null,
    application_name text not null,
    notification_id bigint not null,
    primary key (ledger, application_name)
);

grant usage on schema quorate to quorate_app, quorate_projector;
grant select on quorate.ledger_head, quorate.stored_events to quorate_app, quorate_projector;
grant select on quorate.command_receipts to quorate_app;
grant select, insert, update on quorate.tracking to quorate_app, quorate_projector;
