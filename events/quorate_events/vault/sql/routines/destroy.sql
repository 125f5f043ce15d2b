-- Destroys data keys, once and for all. Answers with the persons whose keys are destroyed now, by this call or before.
-- Somebody who has no key yet gets a row that says so, so that none is made for them later.
create or replace function quorate_keys.destroy(in_ledger text, in_persons uuid[])
returns setof uuid
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    insert into quorate_keys.data_keys as known (ledger, person_id, destroyed_at)
    select in_ledger, each, clock_timestamp() from unnest(in_persons) as each
    on conflict (ledger, person_id) do update
    set kek = null, wrapped = null, destroyed_at = coalesce(known.destroyed_at, excluded.destroyed_at)
    returning known.person_id;
end
$$;

revoke all on function quorate_keys.destroy from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'quorate_app') then
        grant execute on function quorate_keys.destroy to quorate_app;
    end if;
end
$$;
