-- The data keys of persons, wrapped by a key that no database holds. A schema of its own, and it may be a database of
-- its own, so that its backups can be kept for a shorter time than those of the log: an old backup holds keys that
-- were destroyed since.
create schema if not exists quorate_keys;

create table quorate_keys.data_keys (
    ledger text not null,
    person_id uuid not null,
    kek text,
    wrapped bytea,
    made_at timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    primary key (ledger, person_id),
    check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (kek is null))
) with (
    -- What a destroyed key looked like is not to lie about in dead rows.
    autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0
);

comment on table quorate_keys.data_keys is
    'One row a person, for ever: a row without a key says that it was destroyed, which no row at all does not.';

create index destroyed_keys on quorate_keys.data_keys (ledger, destroyed_at) where destroyed_at is not null;

-- A database of its own may be used by one role alone, which owns it.
do $$
begin
    if exists (select from pg_roles where rolname = 'quorate_app') then
        grant usage on schema quorate_keys to quorate_app, quorate_projector;
        grant select on quorate_keys.data_keys to quorate_app, quorate_projector;
        grant insert on quorate_keys.data_keys to quorate_app;
    end if;
end
$$;
