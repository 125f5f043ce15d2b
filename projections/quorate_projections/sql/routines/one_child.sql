-- The one child who has this NHS number, or exactly this name and date of birth; null where there is none, or where
-- several fit. Runs as the owner and answers for the purpose "policy" only: what may be done with it is decided after.
create or replace function quorate.one_child(in_nhs_number text, in_name text, in_date_of_birth date)
returns uuid
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case when count(*) = 1 then min(c.child_id::text)::uuid end
        from directory.children c
        where quorate.purpose() in ('policy', 'upkeep')
            and (c.nhs_number = in_nhs_number or (lower(c.name) = lower(in_name) and c.date_of_birth = in_date_of_birth))
    );
end
$$;

revoke all on function quorate.one_child from public;
grant execute on function quorate.one_child to quorate_app;
