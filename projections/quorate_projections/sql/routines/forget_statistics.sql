-- Works out anew what PostgreSQL's planner knows of a view's columns: it keeps the commonest values and a sample as they
-- are written, also those of somebody who was erased since. Runs as the owner, who alone may.
create or replace function quorate.forget_statistics(in_schema text)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    here text;
begin
    if not exists (select from quorate.projection_build where status = 'live' and projection = in_schema) then
        raise exception 'this is the schema of no view' using errcode = 'invalid_parameter_value';
    end if;
    for here in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = in_schema order by 1
    loop
        execute 'analyze ' || here;
    end loop;
end
$$;

revoke all on function quorate.forget_statistics from public;
grant execute on function quorate.forget_statistics to quorate_projector;
