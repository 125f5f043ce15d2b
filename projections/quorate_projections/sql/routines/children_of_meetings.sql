-- Whom each of the meetings is about, by their ids only: what is written down with a look at a meeting, also of an
-- actor who sees nothing of it but an action of their own. Runs as the owner and answers for the purpose "policy" only.
create or replace function quorate.children_of_meetings(in_meeting_ids uuid[])
returns table (meeting_id uuid, child_ids uuid[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select c.meeting_id, array_agg(c.child_id order by c.child_id)
    from access.children as c
    where c.meeting_id = any (in_meeting_ids) and quorate.purpose() in ('policy', 'upkeep')
    group by c.meeting_id;
end
$$;

revoke all on function quorate.children_of_meetings from public;
grant execute on function quorate.children_of_meetings to quorate_app;
