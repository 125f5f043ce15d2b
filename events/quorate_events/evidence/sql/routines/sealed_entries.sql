-- What the leaves of the tree say of events, from one position up to another: never the stored bytes, their SHA-256.
-- For whoever is entrusted with auditing, in sessions for evidence; nobody else is told anything. Runs as the owner,
-- so that the application's role needs no right to read the log for it.
create or replace function quorate.sealed_entries(in_ledger text, in_first bigint, in_last bigint)
returns table (
    notification_id bigint, originator_id uuid, originator_version bigint, topic text,
    commit_id uuid, recorded_at timestamptz, digest bytea
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select e.notification_id, e.originator_id, e.originator_version, e.topic, e.commit_id, e.recorded_at,
           sha256(e.state)
    from quorate.stored_events e
    where e.ledger = in_ledger and e.notification_id between in_first and in_last
      and quorate.purpose() = 'evidence' and quorate.has_duty('auditor', 'data_protection_officer')
    order by e.notification_id;
end
$$;

revoke all on function quorate.sealed_entries from public;
grant execute on function quorate.sealed_entries to quorate_app;
